"""What nobody should bring, and somebody will: refused in a sentence, or read in part with reasons."""

import io
import subprocess
import sys
import zipfile

import pytest
from fuzz.seeds import apart, seeds

from plnkit import clock
from plnkit.errors import BookError, NotReadable
from plnkit.exchange import incoming, parsing
from plnkit.exchange.given import Given
from plnkit.exchange.incoming import FORMATS, Asked, Brought, Set

TODAY = f"{clock.today():%Y%m%d}"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"


def read(name: str, data: bytes | str) -> Brought:
    (brought,) = incoming.read([Given(name, data if isinstance(data, bytes) else data.encode())])
    return brought


def refused(name: str, data: bytes | str) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(NotReadable) as fault:
        read(name, data)
    said = str(fault.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


# --- XML ----------------------------------------------------------------------------------------

BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ROOTS = ("opml", "graphml")


@pytest.mark.parametrize("root", ROOTS)
def test_entities_that_grow_are_refused(root):
    body = f"<body><outline text='&a9;'/></body><graph><node id='&a9;'/></graph></{root}>"
    bomb = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a0 "ha">{BOMB}]><{root}>{body}'
    assert "DOCTYPE" in refused("x.xml", bomb)


@pytest.mark.parametrize("root", ROOTS)
def test_an_entity_that_names_a_file_is_refused(root, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("told")
    dtd = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert "DOCTYPE" in refused("x.xml", f"{dtd}<{root}><body>&x;</body></{root}>")


@pytest.mark.parametrize("root", ROOTS)
def test_xml_that_is_nested_without_end_is_refused(root):
    deep = "<outline text='a'>" * 50_000 + "</outline>" * 50_000
    assert refused("x.xml", f"<{root}>{deep}</{root}>")


# --- archives -----------------------------------------------------------------------------------


def test_an_archive_that_grows_too_much_is_refused():
    bomb = archive(Connections__csv=CONNECTIONS.encode() + b"\n" * 40_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to more" in refused("all.zip", bomb)


def test_a_path_that_climbs_out_of_an_archive_is_not_followed(tmp_path):
    row = f"{CONNECTIONS}\nAda,Ode,,,,,\n".encode()
    files = {"../Connections.csv": row, "/etc/Connections.csv": row, "ok/Connections.csv": row}
    brought = read("all.zip", archive(**files))
    assert [m.name for m in brought.staged.content.members] == ["Ada Ode"]
    assert brought.name == "Connections.csv"


def test_an_archive_in_an_archive_is_not_unpacked():
    inner = archive(Connections__csv=f"{CONNECTIONS}\nAda,Ode,,,,,\n".encode())
    assert refused("all.zip", archive(inner__csv=inner))


def test_half_an_archive_is_refused():
    whole = archive(Connections__csv=f"{CONNECTIONS}\nAda,Ode,,,,,\n".encode())
    assert "broken zip" in refused("all.zip", whole[: len(whole) // 2])


# --- calendars ----------------------------------------------------------------------------------


@pytest.mark.parametrize("often", ["MINUTELY", "SECONDLY", "HOURLY", "DAILY;BYMINUTE=0,1,2,3,4,5"])
def test_a_calendar_that_repeats_every_minute_brings_no_meeting_a_minute(often):
    event = (
        "UID:%s\r\nDTSTART:20200101T100000Z\r\nDTEND:20200101T100100Z\r\n%s"
        "ATTENDEE;CN=Noor:mailto:noor@n.example\r\nATTENDEE;CN=Ada:mailto:ada@a.example\r\n"
    )
    events = (
        event % ("a", f"RRULE:FREQ={often}\r\n"),
        event.replace("2020", TODAY[:4]) % ("b", ""),
    )
    body = "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in events)
    file = Given("x.ics", f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode())
    try:
        (brought,) = incoming.read([file], asked=Asked(me=("noor@n.example",)))
    except NotReadable:
        return
    assert len(brought.staged.content.interactions) <= 500


# --- tables -------------------------------------------------------------------------------------


def test_a_row_with_nul_bytes_is_left_out_with_its_line():
    brought = read("x.csv", f"{CONNECTIONS}\nA\0da,Ode,,,,,\nBen,Bey,,,,,\n")
    assert [m.name for m in brought.staged.content.members] == ["Ben Bey"]
    assert brought.staged.skipped[0].where == "line 2"


def test_lines_in_two_encodings_are_each_read_in_theirs():
    mixed = (
        f"{CONNECTIONS}\n".encode() + "José,Ode,,,,,\n".encode() + "Zoë,Öde,,,,,\n".encode("cp1252")
    )
    names = [m.name for m in read("x.csv", mixed).staged.content.members]
    assert names == ["José Ode", "Zoë Öde"]


def test_a_thousand_columns_are_refused_with_what_to_do():
    wide = "Name," + ",".join(f"c{n}" for n in range(999))
    assert "1,000 columns" in refused("x.csv", f"{wide}\n{'a,' * 999}a\n")


def test_a_file_of_60_mb_is_refused():
    assert "larger than 50 MB" in refused("x.csv", b"a" * 60_000_000)


def test_a_file_of_60_mb_is_refused_before_it_is_held(tmp_path, monkeypatch):
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(NotReadable, match="larger than 50 MB"):
        Given.of(path)


# --- something else -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.csv", "x.vcf", "x.ics", "x.json", "x.xlsx", "x.opml"])
def test_a_picture_by_another_name_is_called_a_picture(name):
    assert "is a picture" in refused(name, PNG)


@pytest.mark.parametrize("begin", ["<!DOCTYPE html><html>", "  <HTML>", "<!-- x --><head>"])
def test_a_web_page_called_csv_is_called_a_web_page(begin):
    assert "is a web page" in refused("Connections.csv", f"{begin}<p>Sign in</p></html>")


@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\0" * 5000, bytes(range(256)) * 9]
)
def test_nothing_and_noise_are_refused(data):
    refused("x.csv", data)


def test_of_a_list_without_end_the_beginning_is_read(monkeypatch):
    monkeypatch.setattr(parsing, "_MOST", 2)
    members = ",".join(f'{{"id":"{n}","name":"N{n}"}}' for n in range(9))
    head = '{"format":"plnkit-book","version":1'
    staged = read("x.json", f'{head},"members":[{members}]}}').staged
    assert [m.name for m in staged.content.members] == ["N0", "N1"]
    assert [str(one) for one in staged.skipped] == ["members: only the first 2 of it were read"]


# --- half a file --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_file_gives_what_is_whole_or_a_sentence(kind):
    for seed in seeds(kind):
        for cut in range(0, len(seed), max(10, len(seed) // 100)):
            said = said_of(kind, seed[:cut])
            assert "\n" not in said


def said_of(kind: str, data: bytes) -> str:
    """Return the sentence with which bytes are refused, or nothing."""
    answers = Asked(ego="noor", me=("noor@n.example",))
    try:
        incoming.read_set(Set(kind, tuple(apart(data))), answers)
    except BookError as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize("kind", FORMATS)
def test_a_whole_file_is_known_for_what_it_is(kind):
    """Without this, what is said above could be said of files that nobody would read."""
    for seed in seeds(kind):
        assert {incoming.kind_of(file) for file in apart(seed)} == {kind}


# --- much of it ---------------------------------------------------------------------------------

MOST = 400  # MB that a process may hold, Python and all libraries in it
MUCH = {
    "a row for each of 40 million line ends": "CONNECTIONS + b'\\n' * 40_000_000",
    "a million quotation marks that are not closed": "CONNECTIONS + b'\"a\\n' * 1_000_001",
    "broken rows": "CONNECTIONS + b'\"a\"b,\\n' * 1_000_000",
    "a line of 40 million commas": "CONNECTIONS + b',' * 40_000_000",
    "cards that never end": "b'BEGIN:VCARD\\n' * 3_000_000",
    "a card whose one line is folded ten million times": "CARD + b' a\\n' * 10_000_000",
    "a line that goes on and on in quoted-printable": "QUOTED + b'=41=\\n' * 8_000_000",
    "events that never end": "b'BEGIN:VCALENDAR\\n' + b'BEGIN:VEVENT\\n' * 3_000_000",
    "an event whose one line is folded": "EVENT + b' a\\n' * 10_000_000",
    "a million feeds": "b'<opml><body>' + b\"<outline xmlUrl='https://a.example'/>\" * 1_000_000",
    "a million nodes": "b'<graphml><graph>' + b\"<node id='a'/>\" * 1_000_000 + b'</graph></graphml>'",
    "JSON that is nested without end": "BOOK + b'[' * 40_000_000",
    "JSON with a million members": "BOOK + b'[' + b'{},' * 1_000_000 + b'{}]}'",
    "a list of two million names": "b'Ada Ode\\nBen Bey\\n' * 1_000_000",
}
READ = """
import re
from pathlib import Path
from plnkit.errors import BookError
from plnkit.exchange import incoming, parsing
from plnkit.exchange.given import Given

CONNECTIONS = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\\n"
CARD = b"BEGIN:VCARD\\nVERSION:3.0\\nNOTE:a\\n"
QUOTED = b"BEGIN:VCARD\\nVERSION:2.1\\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\\n"
EVENT = b"BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nATTENDEE:mailto:a@a.example\\nSUMMARY:a\\n"
BOOK = b'{"format":"plnkit-book","version":1,"members":'
try:
    incoming.read([Given("x", %s)])
except BookError as fault:
    print(fault)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much was held at most")
@pytest.mark.parametrize("much", MUCH)
def test_memory_and_time_stay_bounded_for(much):
    """A process has two minutes for what takes seconds: a busy machine is no hang."""
    ended = subprocess.run(
        [sys.executable, "-c", READ % MUCH[much]],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not ended.stderr
    assert int(ended.stdout.split()[-1]) / 1024 < MOST


# --- on the command line ------------------------------------------------------------------------


def plnkit(*args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from plnkit.cli import main; main()", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_line_says_one_line_and_makes_no_book(tmp_path):
    bad, book = tmp_path / "feeds.opml", tmp_path / "book.pln"
    bad.write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml><body>&a;</body></opml>')
    ended = plnkit("import", book, bad)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert "remove its DOCTYPE" in ended.stderr
    assert not book.exists()


def test_the_command_line_lists_what_was_left_out_with_its_line(tmp_path):
    rows = 'Ada,Ode,,,,,\n"Ben,Bey,,,,,\nRestricted,Profile,,,,,\nCa\0ro,C,,,,,\nDan,D,,,,,\n'
    (tmp_path / "c.csv").write_text(f"{CONNECTIONS}\n{rows}")
    ended = plnkit(
        "import", tmp_path / "b.pln", tmp_path / "c.csv", "--rejects", tmp_path / "r.csv"
    )
    assert ended.stdout.startswith("new 2, matched 0, skipped 3")
    left_out = (tmp_path / "r.csv").read_text("utf-8-sig").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in left_out) == ["line 3", "line 4", "line 5"]
