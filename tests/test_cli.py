"""The command line, run as a reader runs it: what it prints, how it ends, what it leaves."""

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.error import URLError
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from plnkit import cli, doctor, files, lab, language, past
from plnkit.errors import BookError
from plnkit.exchange import incoming
from plnkit.journal import Journal
from plnkit.model import Member

HEAD = {"format": "plnkit-book", "version": 1}
TWO = [{"id": "a", "name": "Ana"}, {"id": "b", "name": "Ben"}]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int | str | None
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line of an error."""
        assert self.code == 1, (self.out, self.err)
        assert re.fullmatch(r"[^\n]{10,}\.\n", self.err), self.err
        return self.err


def plnkit(*args: str | Path) -> Ended:
    """Run the command in here, since starting Python takes longer than most commands."""
    if args[:1] == ("open",):  # it could serve for ever
        return in_a_shell(*PLNKIT, *map(str, args))
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["plnkit", *map(str, args)]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        cli.main()
    return Ended(end.value.code, out.getvalue(), err.getvalue())


PLNKIT = (sys.executable, "-m", "plnkit.cli")
ENV = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}


def in_a_shell(*command: str, **env: str) -> Ended:
    """Run a command as a reader does."""
    done = subprocess.run(
        command,
        env={**ENV, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def said(*args: str | Path, **env: str) -> str:
    """Return what a command printed, once it has ended well."""
    real = bool(env) or args[:1] == ("--version",)
    done = in_a_shell(*PLNKIT, *map(str, args), **env) if real else plnkit(*args)
    assert (done.code, done.err) == (0, ""), done.err
    return done.out


def written(name: str = "in.json", **content: Any) -> Path:
    path = Path(name)
    path.write_text(json.dumps({**HEAD, **content}), encoding="utf-8")
    return path


def content(path: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    del plain["exported"]
    return plain


def names(path: str) -> list[str]:
    journal = Journal.open(path, create=False)
    journal.close()
    return [m.name for m in journal.book.members]


# --- the first walk -----------------------------------------------------------------------------


def test_a_book_goes_out_and_comes_back_the_same() -> None:
    for walk in (
        "new a.pln --sample small",
        "export a.pln a.json",
        "import b.pln a.json",
        "export b.pln b.json",
        "check a.pln",
    ):
        done = in_a_shell(*PLNKIT, *walk.split())
        assert (done.code, done.err) == (0, ""), walk
    assert done.out == "sound\n"
    assert content("a.json") == content("b.json")
    again = in_a_shell(*PLNKIT, "import", "b.pln", "a.json")
    assert again.out == "new 0, matched 12, skipped 0\n"


def test_an_import_said_twice_is_done_once() -> None:
    written(members=TWO, ties=[{"a": "a", "b": "b"}])
    said("import", "b.pln", "in.json")
    before = said("history", "b.pln")
    assert said("import", "b.pln", "in.json") == "new 0, matched 2, skipped 0\n"
    assert said("history", "b.pln") == before


def test_a_new_book_is_sound() -> None:
    said("new", "a.pln", "--sample", "small")
    assert said("check", "a.pln") == "sound\n"


def test_a_new_book_is_empty_unless_asked() -> None:
    said("new", "a.pln")
    assert names("a.pln") == []


def test_a_new_book_never_overwrites() -> None:
    said("new", "a.pln", "--sample", "small")
    before = Path("a.pln").read_bytes()
    assert "exists already" in plnkit("new", "a.pln").sentence
    assert Path("a.pln").read_bytes() == before


@pytest.mark.parametrize("command", ["new", "open", "import"])
def test_a_book_ends_in_pln(command: str) -> None:
    file = [written(members=TWO)] if command == "import" else []
    assert "ends in .pln" in plnkit(command, "a.txt", *file).sentence
    assert not Path("a.txt").exists()


# --- import -------------------------------------------------------------------------------------


def test_an_import_says_what_was_skipped_and_why() -> None:
    written(members=[*TWO, {"id": "c", "name": "C", "closeness": 7}])
    assert said("import", "b.pln", "in.json").splitlines() == [
        "new 2, matched 0, skipped 1",
        "members[2]: Closeness is 1 (closest) to 4, not 7",
    ]


def test_an_import_is_one_change_with_its_name() -> None:
    said("import", "b.pln", written(members=TWO))
    (line,) = said("history", "b.pln").splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d  Imported in\.json", line)


def test_several_files_are_one_change() -> None:
    one, two = written("a.json", members=TWO[:1]), written("b.json", members=TWO)
    assert said("import", "b.pln", one, two).splitlines() == [
        "a.json: new 1, matched 0, skipped 0",
        "b.json: new 1, matched 1, skipped 0",
    ]
    assert said("history", "b.pln").endswith("Imported a.json and b.json\n")


def test_of_several_files_all_or_none_are_taken() -> None:
    good = written(members=TWO)
    Path("bad.json").write_text('{"format": "plnkit-book", "vers')
    assert "cut off" in plnkit("import", "b.pln", good, "bad.json").sentence
    assert not Path("b.pln").exists()


def test_a_preview_says_the_same_and_writes_nothing() -> None:
    file = written(members=TWO)
    assert said("import", "b.pln", file, "--preview").startswith("new 2, matched 0, skipped 0\n")
    assert not Path("b.pln").exists()


def test_a_preview_of_a_book_leaves_it_alone() -> None:
    said("new", "b.pln")
    said("import", "b.pln", written(members=TWO), "--preview")
    assert names("b.pln") == []


def test_names_that_look_like_code_stay_text() -> None:
    odd = ["<script>alert(1)</script>", '=HYPERLINK("http://x","y")', "👩‍🔬 نور", "O'Neill; DROP"]
    said("import", "b.pln", written(members=[{"id": n, "name": n} for n in odd]))
    said("export", "b.pln", "out.json")
    assert [m["name"] for m in content("out.json")["members"]] == odd


def test_a_format_can_be_said() -> None:
    said("import", "b.pln", written("members.txt", members=TWO), "--format", "json")
    assert names("b.pln") == ["Ana", "Ben"]


def test_a_book_is_known_by_its_content_whatever_its_ending() -> None:
    said("import", "b.pln", written("in.xyz", members=TWO))
    assert names("b.pln") == ["Ana", "Ben"]


def test_a_file_of_no_known_format_is_a_sentence() -> None:
    Path("in.xyz").write_bytes(b"\x7fELF" + bytes(100))
    assert "export it as CSV or vCard" in plnkit("import", "b.pln", "in.xyz").sentence
    assert not Path("b.pln").exists()


def test_an_unknown_format_is_a_sentence() -> None:
    assert "egor" in plnkit("import", "b.pln", written(members=TWO), "--format", "xyz").sentence
    assert not Path("b.pln").exists()


def test_egors_three_files_are_one_import() -> None:
    Path("egos.csv").write_text("egoID\n1\n2\n")
    Path("alters.csv").write_text("egoID;alterID\n1;a\n1;b\n2;a\n")
    Path("aaties.csv").write_text("egoID,Source,Target\n1,a,b\n")
    three = ("egos.csv", "alters.csv", "aaties.csv")
    assert said("import", "b.pln", *three, "--ego", "1") == "new 2, matched 0, skipped 0\n"
    assert said("import", "b.pln", *three, "--ego", "1") == "new 0, matched 2, skipped 0\n"
    assert "--ego" in plnkit("import", "c.pln", *three).sentence
    assert json.loads(said("measures", "b.pln", "--json"))["constraint"] == 1.125


# --- import: whom to take of an address book ----------------------------------------------------

CONTACTS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Silva,https://www.linkedin.com/in/ana,ana@mill.example,Mill,Baker,12 Mar 2024
Ben,Okoro,https://www.linkedin.com/in/ben,,Mill & Sons,Miller,01 Oct 2026
Chloé,Weber,https://www.linkedin.com/in/chloe,,Harbour,Baker,02 Oct 2026
Restricted,Profile,,,,,
"""
TALKS = """\
CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER
1,,Rosa Mir,https://www.linkedin.com/in/rosa,Ben Okoro,https://www.linkedin.com/in/ben,2026-08-01 02:00:00 UTC,,Hello,INBOX
2,,Rosa Mir,https://www.linkedin.com/in/rosa,Dan Roe,https://www.linkedin.com/in/dan,2026-08-02 02:00:00 UTC,,Hello,INBOX
"""


@pytest.fixture
def contacts() -> Path:
    Path("contacts.csv").write_text(CONTACTS, "utf-8")
    return Path("contacts.csv")


@pytest.mark.parametrize(
    ("options", "who"),
    [
        (["--organisation", "mill"], ["Ana Silva", "Ben Okoro"]),
        (["--position", "baker"], ["Ana Silva", "Chloé Weber"]),
        (["--since", "2026-01-01"], ["Ben Okoro", "Chloé Weber"]),
        (["--position", "baker", "--since", "2026-01-01"], ["Chloé Weber"]),
        (["--only", "ana silva", "--only", "chloe  weber"], ["Ana Silva", "Chloé Weber"]),
        (["--only", "ana@mill.example"], ["Ana Silva"]),
        (["--talked"], []),
        (["--label", "friends"], []),
    ],
)
def test_only_those_who_are_asked_for_come_in(
    contacts: Path, options: list[str], who: list[str]
) -> None:
    lines = said("import", "b.pln", contacts, *options).splitlines()
    assert names("b.pln") == who
    assert lines[:2] == [f"new {len(who)}, matched 0, skipped 1", f"not chosen {3 - len(who)}"]


def test_without_a_choice_everybody_comes_in_and_a_second_time_nobody(contacts: Path) -> None:
    first, *_ = said("import", "b.pln", contacts).splitlines()
    again, *_ = said("import", "b.pln", contacts).splitlines()
    assert (first, again) == ("new 3, matched 0, skipped 1", "new 0, matched 3, skipped 1")


def test_a_name_that_nobody_has_is_a_sentence_and_nobody_comes_in(contacts: Path) -> None:
    done = plnkit("import", "b.pln", contacts, "--only", "Ana Silva", "--only", "Zoe")
    assert "Nobody in contacts.csv is called Zoe" in done.sentence
    assert not Path("b.pln").exists()


def test_a_preview_says_whose_blanks_would_be_filled_in(contacts: Path) -> None:
    email = "ana@mill.example"
    said("import", "b.pln", written(members=[{"id": "a", "name": "Ana Silva", "email": email}]))
    lines = said("import", "b.pln", contacts, "--preview").splitlines()
    assert lines[:2] == [
        "new 2, matched 1, skipped 1",
        "blanks would be filled in for 1 of those matched",
    ]
    assert lines[-1] == "This was a preview: b.pln is as it was."


@pytest.mark.parametrize("preview", [[], ["--preview"]])
def test_a_new_one_who_is_like_another_is_told(contacts: Path, preview: list[str]) -> None:
    said("import", "b.pln", written(members=[{"id": "a", "name": "Anna Silva"}]))
    out = said("import", "b.pln", contacts, *preview)
    assert out.startswith("new 3, matched 0, skipped 1\n")
    assert (
        "Ana Silva may be Anna Silva, who is in the book: the page “Who do you learn from?” asks\n"
    ) in out
    assert len(names("b.pln")) == (1 if preview else 4)


def test_an_import_says_whose_blanks_were_filled_in_and_of_whom_the_file_says_something_else(
    contacts: Path,
) -> None:
    ana = {"id": "a", "name": "Ana Silva", "email": "ana@mill.example", "organisation": "Dairy"}
    said("import", "b.pln", written(members=[ana]))
    lines = said("import", "b.pln", contacts).splitlines()
    assert lines[1:3] == [
        "blanks were filled in for 1 of those matched",
        "for 1 of those matched the file says something else than the book: the book stays as it is",
    ]


def test_an_import_says_how_much_came_into_the_log() -> None:
    talks = [{"id": f"i{n}", "members": ["a"], "on": "2026-10-01"} for n in range(3)]
    file = written(members=[{"id": "a", "name": "Ana"}], interactions=talks)
    assert "3 meetings and talks would come into the log" in said(
        "import", "b.pln", file, "--preview"
    )
    assert "3 meetings and talks came into the log" in said("import", "b.pln", file)


def test_two_of_a_file_with_nearly_the_same_name_are_told_in_a_line() -> None:
    Path("two.csv").write_text("name,email\nAna Silva,a@x.example\nAnna Silva,b@x.example\n")
    assert said("import", "b.pln", "two.csv").splitlines()[1:] == [
        "1 pair in the file with the same name, or nearly: Ana Silva and Anna Silva; both came in"
    ]


def test_what_was_left_out_becomes_a_table(contacts: Path) -> None:
    out = said("import", "b.pln", contacts, "--rejects", "left.csv")
    assert "Wrote left.csv: 1 line on what was left out.\n" in out
    rows = Path("left.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "where,why,what stands there"
    assert "Restricted" in rows[1]
    said("import", "b.pln", contacts, "--rejects", "left.csv")  # over its own


def test_of_several_files_the_table_says_in_which_it_stands(contacts: Path) -> None:
    other = written(members=[{"id": "c", "name": "C", "closeness": 7}])
    said("import", "b.pln", contacts, other, "--rejects", "left.csv")
    rows = Path("left.csv").read_text("utf-8-sig").splitlines()[1:]
    assert [row.split(":")[0] for row in rows] == ["contacts.csv", "in.json"]


def test_a_table_of_somebody_else_is_not_replaced_and_nobody_comes_in(contacts: Path) -> None:
    Path("left.csv").write_text("my,own")
    done = plnkit("import", "b.pln", contacts, "--rejects", "left.csv")
    assert "choose another name" in done.sentence
    assert not Path("b.pln").exists()


def test_many_reasons_are_cut_short() -> None:
    odd = [{"id": f"m{n}", "name": "M", "closeness": 7} for n in range(80)]
    lines = said("import", "b.pln", written(members=odd)).splitlines()
    assert len(lines) == 52
    assert lines[-1] == "and 30 more: --rejects FILE.csv lists what was left out"


def test_a_column_can_be_said() -> None:
    Path("in.csv").write_text("who,where\nAna,Mill\nBen,Harbour\n")
    said("import", "b.pln", "in.csv", "--column", "name=who", "--column", "organisation=where")
    assert names("b.pln") == ["Ana", "Ben"]


def test_a_column_without_a_field_is_wrong_usage(contacts: Path) -> None:
    done = plnkit("import", "b.pln", contacts, "--column", "who")
    assert (done.code, len(done.err.splitlines())) == (2, 1)


def test_an_address_of_mine_can_be_said() -> None:
    Path("messages.csv").write_text(TALKS, "utf-8")
    mine = "https://www.linkedin.com/in/rosa"
    said("import", "b.pln", "messages.csv", "--me", mine, "--talked")
    assert names("b.pln") == ["Ben Okoro", "Dan Roe"]


def test_a_question_that_is_open_names_the_option_that_answers_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asks = incoming.Unanswered("Two people could be you.", "me", ["a@x", "b@x"])
    monkeypatch.setattr(incoming, "read_set", mock.Mock(side_effect=asks))
    sentence = plnkit("import", "b.pln", written(members=TWO)).sentence
    assert sentence == "Two people could be you (--me ADDRESS).\n"


def test_a_terminal_is_told_how_far_it_is(contacts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = type("Terminal", (io.StringIO,), {"isatty": lambda _: True})
    monkeypatch.setattr(io, "StringIO", terminal)
    assert plnkit("import", "b.pln", contacts).err.startswith("Reading contacts.csv: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"format": "plnkit-book", "version": 1, "members": [{"id"', "cut off"),
        ('{"format": "plnkit-book", "version": 99}', "newer plnkit"),
        ('{"type": "FeatureCollection"}', "not a book of plnkit"),
        ("<!doctype html><p>Sign in</p>", "a web page"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_file_is_a_sentence_and_changes_nothing(text: str, why: str) -> None:
    plnkit("import", "b.pln", written(members=TWO))
    Path("bad.json").write_text(text)
    assert why in plnkit("import", "b.pln", "bad.json").sentence
    assert names("b.pln") == ["Ana", "Ben"]


def test_a_folder_is_not_a_file_to_import() -> None:
    Path("in.json").mkdir()
    assert "is a folder" in plnkit("import", "b.pln", "in.json").sentence


@pytest.mark.parametrize(
    "command", [["check"], ["history"], ["open"], ["export", "o.json"], ["import", "in.json"]]
)
def test_a_folder_is_not_a_book(command: list[str]) -> None:
    written(members=TWO)
    Path("b.pln").mkdir()
    assert "is a folder" in plnkit(command[0], "b.pln", *command[1:]).sentence


@pytest.mark.parametrize("command", [["check"], ["history"], ["export", "o.json"]])
def test_a_missing_book_is_a_sentence_and_is_not_made(command: list[str]) -> None:
    assert "plnkit new b.pln" in plnkit(command[0], "b.pln", *command[1:]).sentence
    assert not Path("b.pln").exists()


@pytest.mark.parametrize("command", [["check"], ["history"], ["open"], ["export", "o.json"]])
def test_a_file_of_something_else_is_not_a_book(command: list[str]) -> None:
    Path("b.pln").write_text("dear diary")
    done = plnkit(command[0], "b.pln", *command[1:])
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert Path("b.pln").read_text() == "dear diary"


# --- export -------------------------------------------------------------------------------------


def test_an_export_to_an_unknown_ending_is_a_sentence() -> None:
    said("new", "a.pln")
    assert ".json" in plnkit("export", "a.pln", "a.docx").sentence
    assert not Path("a.docx").exists()


@pytest.mark.parametrize(
    "out",
    ["a.json", "a.xlsx", "a.csv.zip", "a.graphml", "a.egor.zip", "a.vcf", "a.ics", "a.html"],
)
def test_a_book_is_exported_as_the_ending_says_and_again_over_its_own_file(out: str) -> None:
    said("new", "a.pln", "--sample", "small")
    assert said("export", "a.pln", out).startswith(f"Wrote {out}: ")
    assert said("export", "a.pln", out, "--aliases").startswith(f"Wrote {out}: ")


@pytest.mark.parametrize("ending", [".csv", ".egor"])
def test_several_tables_are_one_archive_under_the_name_that_was_given(ending: str) -> None:
    said("new", "a.pln", "--sample", "small")
    told = said("export", "a.pln", f"a{ending}")
    assert f"Wrote a{ending}: members 12.\n" in told
    assert f"call it a{ending}.zip" in told
    first, *_ = said("import", "b.pln", f"a{ending}").splitlines()
    assert first == "new 12, matched 0, skipped 0"


def test_one_column_is_said_and_the_others_are_found() -> None:
    Path("people.csv").write_text("Spitzname,Mail,Who\nA1,ana@x.example,Ana Silva\n")
    said("import", "a.pln", "people.csv", "--column", "name=Who")
    said("export", "a.pln", "out.json")
    (ana,) = content("out.json")["members"]
    assert (ana["name"], ana["email"]) == ("Ana Silva", "ana@x.example")


def test_what_a_file_cannot_hold_is_said() -> None:
    said("new", "a.pln", "--sample", "small")
    assert said("export", "a.pln", "a.json") == "Wrote a.json: members 12.\n"
    wrote, lost = said("export", "a.pln", "a.graphml").splitlines()
    assert wrote == "Wrote a.graphml: members 12."
    assert lost.startswith("Not in it: ")


def test_with_aliases_nobody_is_named_and_what_is_gone_is_said() -> None:
    said("new", "a.pln", "--sample", "small")
    wrote, lost = said("export", "a.pln", "a.json", "--aliases").splitlines()
    assert wrote == "Wrote a.json: members 12, with aliases."
    assert "names and addresses" in lost
    assert "Amara" not in Path("a.json").read_text("utf-8")


def test_the_dates_are_exported_for_a_calendar() -> None:
    said("new", "a.pln", "--sample", "small")
    assert said("export", "a.pln", "a.ics") == "Wrote a.ics: 1 date.\n"
    assert Path("a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_book_without_dates_has_no_calendar() -> None:
    said("new", "a.pln")
    assert "say when" in plnkit("export", "a.pln", "a.ics").sentence
    assert not Path("a.ics").exists()


def test_the_report_holds_names_or_none() -> None:
    said("new", "a.pln", "--sample", "small")
    assert said("report", "a.pln", "a.html") == "Wrote a.html: the report, with names.\n"
    assert "Amara Okafor" in Path("a.html").read_text("utf-8")
    assert "What changed since" in Path("a.html").read_text("utf-8")
    assert said("report", "a.pln", "b.html", "--no-names") == (
        "Wrote b.html: the report, without names.\n"
    )
    assert "Amara" not in Path("b.html").read_text("utf-8")
    assert said("export", "a.pln", "c.html") == "Wrote c.html: the report, with names.\n"
    assert said("export", "a.pln", "d.html", "--aliases") == (
        "Wrote d.html: the report, without names.\n"
    )
    assert "Amara" not in Path("d.html").read_text("utf-8")


def test_a_report_of_another_ending_is_a_sentence() -> None:
    said("new", "a.pln")
    assert "ends in .html" in plnkit("report", "a.pln", "a.pdf").sentence


@pytest.mark.parametrize(
    "out",
    [
        "mine.ics",
        "mine.html",
        "mine.vcf",
        "mine.xlsx",
        "mine.csv.zip",
        "mine.graphml",
        "mine.egor.zip",
    ],
)
def test_a_file_of_somebody_else_is_not_replaced(out: str) -> None:
    said("new", "a.pln", "--sample", "small")
    Path(out).write_text("mine")
    assert "another name" in plnkit("export", "a.pln", out).sentence
    assert Path(out).read_text() == "mine"


def test_an_export_does_not_replace_what_it_did_not_write() -> None:
    said("new", "a.pln")
    Path("mine.json").write_text("{}")
    assert "choose another name" in plnkit("export", "a.pln", "mine.json").sentence
    assert Path("mine.json").read_text() == "{}"


def test_an_export_of_someone_elses_folder_is_a_sentence(tmp_path: Path) -> None:
    said("new", "a.pln")
    assert "make it first" in plnkit("export", "a.pln", tmp_path / "no" / "a.json").sentence


# --- a folder that does not let us write ----------------------------------------------------------

# What is imported late is imported first: another user may not be able to read this Python.
AS_SOMEONE_ELSE = """
import contextlib, encodings.utf_8_sig, importlib, io, os, pkgutil, sys
import plnkit
for module in pkgutil.walk_packages(plnkit.__path__, "plnkit."):
    if module.name != "plnkit.serving.hub":  # needs what is not installed with all else
        importlib.import_module(module.name)
from plnkit.cli import main
args, sys.argv = sys.argv, ["plnkit", "check", "nothing.pln"]
with contextlib.suppress(SystemExit), contextlib.redirect_stderr(io.StringIO()):
    main()
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.argv = args
main()
"""


@pytest.fixture
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a book that everyone may read, and nobody may write."""
    folder = tmp_path_factory.mktemp("shared")
    for part in (folder, *folder.parents):
        if part.stat().st_uid == os.getuid() and part != Path("/"):
            part.chmod(part.stat().st_mode | 0o055)
    written(str(folder / "in.json"), members=TWO)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "args", [["new", "b.pln"], ["import", "b.pln", "in.json"], ["open", "b.pln", "--no-browser"]]
)
@pytest.mark.skipif(os.name != "posix", reason="rights are another thing there")
def test_a_read_only_folder_is_a_sentence(shared: Path, args: list[str]) -> None:
    os.chdir(shared)
    done = in_a_shell(sys.executable, "-c", AS_SOMEONE_ELSE, *args)
    assert "choose another folder" in done.sentence
    assert [p.name for p in shared.iterdir()] == ["in.json"]


# --- measures -----------------------------------------------------------------------------------

KEYS = (
    "size density effective_size efficiency constraint hierarchy ego_betweenness components "
    "isolates fragmentation role_blau role_iqv role_entropy channel_blau mean_closeness "
    "reciprocity ei_organisation ties_known composition members"
)


def test_measures_are_a_table_in_words() -> None:
    said("new", "s.pln", "--sample", "crowded")
    assert "More is not better" in said("measures", "s.pln")


def test_measures_as_json_have_every_key_and_null_where_undefined() -> None:
    said("new", "e.pln")
    found = json.loads(said("measures", "e.pln", "--json"))
    assert set(KEYS.split()) <= set(found)
    assert (found["density"], found["size"]) == (None, 0)


def test_a_file_with_only_members_and_ties_can_be_measured() -> None:
    said("import", "b.pln", written(members=TWO, ties=[{"a": "a", "b": "b"}]))
    found = json.loads(said("measures", "b.pln", "--json"))
    assert (found["constraint"], found["ties_known"]) == (1.125, 1.0)
    assert [m["id"] for m in found["members"]] == ["a", "b"]


def test_sources_are_measured_when_asked_for() -> None:
    said("new", "s.pln", "--sample", "small")
    assert json.loads(said("measures", "s.pln", "--json", "--sources"))["size"] == 12


# --- history --------------------------------------------------------------------------------------


@pytest.fixture
def lived() -> Callable[[str], Journal]:
    """Make a book of three days: Ana, then Ben, then Cem who was undone."""

    def live(path: str) -> Journal:
        journal = Journal.open(path)
        for name in ("Ana", "Ben", "Cem"):
            member = Member(id=name, name=name, kind="person")
            journal.change(lambda book, m=member: book.with_(m), f"Added {name}")
        journal.undo()
        journal.close()
        days = ["2026-03-01T22:30:00.000000+00:00", "2026-03-02T12:00:00.000000+00:00"]
        with closing(sqlite3.connect(path)) as conn, conn:
            for seq, at in enumerate([*days, days[1], days[1]], 1):
                conn.execute("UPDATE journal SET at = ? WHERE seq = ?", (at, seq))
        return journal

    return live


def test_history_is_in_local_time_newest_last(lived: Callable[[str], Journal]) -> None:
    lived("b.pln")
    assert said("history", "b.pln", TZ="Asia/Tokyo").splitlines() == [
        "2026-03-02 07:30  Added Ana",
        "2026-03-02 21:00  Added Ben",
        "2026-03-02 21:00  Added Cem  (undone 2026-03-02 21:00)",
    ]


def test_a_date_is_the_end_of_that_day_here(lived: Callable[[str], Journal]) -> None:
    lived("b.pln")
    assert said("history", "b.pln", "--as-of", "2026-03-01", TZ="Asia/Tokyo") == "nothing yet\n"
    here = said("history", "b.pln", "--as-of", "2026-03-01", TZ="UTC")
    assert here.splitlines() == ["1 person", "not placed yet: Ana"]


def test_restoring_is_a_change_like_any_other(lived: Callable[[str], Journal]) -> None:
    lived("b.pln")
    said("history", "b.pln", "--restore", "2026-03-01", TZ="UTC")
    assert names("b.pln") == ["Ana"]
    assert said("history", "b.pln").endswith("  Restored 2026-03-01\n")
    journal = Journal.open("b.pln")
    journal.undo()
    journal.close()
    assert names("b.pln") == ["Ana", "Ben"]


def test_restoring_what_is_there_changes_nothing(lived: Callable[[str], Journal]) -> None:
    lived("b.pln")
    before = said("history", "b.pln")
    said("history", "b.pln", "--restore", "2026-12-31")
    assert said("history", "b.pln") == before


def test_a_day_before_the_book_began_is_not_restored(lived: Callable[[str], Journal]) -> None:
    lived("b.pln")
    assert "still empty" in plnkit("history", "b.pln", "--restore", "2020-01-01").sentence
    assert names("b.pln") == ["Ana", "Ben"]


def test_a_book_without_changes_says_so() -> None:
    said("new", "b.pln")
    assert said("history", "b.pln") == "Nothing has changed yet.\n"


@pytest.mark.parametrize("day", [date.max, date.min, date(2026, 3, 29), date(2026, 10, 25)])
def test_the_end_of_any_day_can_be_said(day: date) -> None:
    assert past.end_of(day).tzinfo is not None


def test_the_end_of_a_day_is_the_last_moment_of_it() -> None:
    end = past.end_of(date(2026, 3, 1))
    assert end.date() == date(2026, 3, 1)
    assert (end + timedelta.resolution).date() == date(2026, 3, 2)


def test_a_label_cannot_steer_a_terminal(journal: Journal) -> None:
    ana = Member(id="a", name="A", kind="person")
    journal.change(lambda book: book.with_(ana), "Added \x1b[31mred\nAna")
    assert [line[18:] for line in past.history(journal.changes)] == ["Added [31mred Ana"]


# --- check ----------------------------------------------------------------------------------------


@pytest.fixture
def damaged() -> Path:
    """A book with a page that cannot be read."""
    said("new", "a.pln", "--sample", "crowded")
    path = Path("a.pln")
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    return path


def test_a_damaged_book_says_what_to_do(damaged: Path) -> None:
    before = damaged.read_bytes()
    assert "--rescue copy.pln" in plnkit("check", damaged).sentence
    assert damaged.read_bytes() == before


def test_what_can_be_read_of_a_damaged_book_is_saved(damaged: Path) -> None:
    assert "copy.pln: rows " in said("check", damaged, "--rescue", "copy.pln")
    assert len(names("copy.pln")) > 50


def test_a_copy_is_not_written_over_another_file(damaged: Path) -> None:
    said("new", "copy.pln")
    assert "exists already" in plnkit("check", damaged, "--rescue", "copy.pln").sentence
    assert names("copy.pln") == []


def test_a_sound_book_needs_no_copy() -> None:
    said("new", "a.pln")
    assert said("check", "a.pln", "--rescue", "copy.pln") == "sound\n"
    assert not Path("copy.pln").exists()


# --- schema, doctor, usage ------------------------------------------------------------------------


def test_the_schema_is_json() -> None:
    assert json.loads(said("schema"))["properties"]["version"] == {"const": 1}


def test_the_doctor_finds_what_is_here() -> None:
    lines = said("doctor").splitlines()
    assert all(re.match(r"(ok {7}|missing  )\S", line) for line in lines)
    assert {"plnkit", "Python", "SQLite", "jupyterlab"} <= {line.split()[1] for line in lines}


def test_what_is_missing_comes_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    (missing,) = [f for f in doctor.findings() if f.essential and not f.ok]
    assert str(missing) == "missing  no-such-library: pip install no-such-library"


def test_something_essential_that_is_missing_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LIBRARIES", ("no-such-library",))
    with pytest.raises(BookError, match="see above"):
        cli.doctor()


def test_the_version_is_said() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", said("--version"))


def test_without_a_command_the_commands_are_listed() -> None:
    listed = re.findall(r"^  (\w+)  ", said(), re.MULTILINE)
    assert listed == [
        *(
            "new",
            "open",
            "serve",
            "hub",
            "copy",
            "backup",
            "restore",
            "export",
            "import",
            "measures",
            "report",
            "check",
            "history",
            "schema",
            "doctor",
        ),
    ]


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["new"],
        ["new", "a.pln", "--sample", "huge"],
        ["new", "a.pln", "b.pln"],
        ["history", "a.pln", "--as-of", "yesterday"],
        ["open", "a.pln", "--port", "here"],
        ["serve", "copy", "--address", "learn.example"],
        ["import", "a.pln"],
    ],
)
def test_wrong_usage_is_one_line_and_2(args: list[str]) -> None:
    done = plnkit(*args)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "--help" in done.err
    assert list(Path().iterdir()) == []


def test_help_is_quick_because_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys, plnkit.cli; print({'sqlalchemy', 'msgspec', 'voila', 'rich'} & {*sys.modules})"
    )
    assert in_a_shell(sys.executable, "-c", code).out == "set()\n"


def test_a_terminal_that_lacks_letters_still_shows_the_rest() -> None:
    said("new", "a.pln", "--sample", "small")
    shown = said("history", "a.pln", "--as-of", "2100-01-01", PYTHONIOENCODING="ascii")
    assert "Amara Okafor" in shown


def test_nobody_reading_on_is_no_error() -> None:
    said("new", "a.pln", "--sample", "small")
    done = in_a_shell("sh", "-c", f"{' '.join(PLNKIT)} schema | head -n 1")
    assert (done.out, done.err) == ("{\n", "")


def test_a_fault_of_ours_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLNKIT_STRICT", "0")
    monkeypatch.setattr(sys, "argv", ["plnkit", "check", "a.pln"])

    def fail(_: Path) -> list[str]:
        raise ZeroDivisionError("no\nway")

    monkeypatch.setattr(cli, "_what_is_wrong", fail)
    with pytest.raises(SystemExit, match="1"):
        cli.main()
    assert capsys.readouterr().err.count("\n") == 1


# --- open -----------------------------------------------------------------------------------------


@pytest.fixture
def opened() -> Iterator[Callable[..., tuple["subprocess.Popen[str]", str]]]:
    """Start `plnkit open` and return the process and the link that it prints."""
    started: list[subprocess.Popen[str]] = []

    def start(*args: str) -> tuple["subprocess.Popen[str]", str]:
        command = [*PLNKIT, "open", *args, "--no-browser"]
        process = subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process, process.stdout.readline()

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_open_says_what_is_wrong_with_a_book_before_anything_starts() -> None:
    Path("b.pln").write_text("dear diary")
    assert "not a plnkit book" in plnkit("open", "b.pln", "--no-browser").sentence


def fetched(link: str) -> int:
    with build_opener(HTTPCookieProcessor()).open(link, timeout=60) as page:
        return int(page.status)


@pytest.mark.slow
def test_open_makes_the_book_prints_a_link_that_works_and_ends_when_told(
    opened: Callable[..., tuple["subprocess.Popen[str]", str]],
) -> None:
    process, line = opened()
    assert re.fullmatch(r"Open: http://127\.0\.0\.1:\d+/\S*token=\S{20,}\n", line)
    assert Path("my-network.pln").exists()
    assert fetched(line.removeprefix("Open: ").strip()) == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.mark.slow
def test_a_port_that_is_taken_is_a_sentence(
    opened: Callable[..., tuple["subprocess.Popen[str]", str]],
) -> None:
    _, line = opened("a.pln")
    port = re.search(r":(\d+)/", line)[1]  # type: ignore[index]
    assert "--port" in plnkit("open", "b.pln", "--no-browser", "--port", port).sentence
    assert "--port" in plnkit("open", "b.pln", "--lab", "--no-browser", "--port", port).sentence


@pytest.mark.slow
def test_the_lab_opens_the_first_workbook_on_a_copy_and_leaves_nobody_behind(
    opened: Callable[..., tuple["subprocess.Popen[str]", str]],
) -> None:
    process, line = opened("a.pln", "--lab")
    link = line.removeprefix("Open: ").strip()
    assert "/lab/tree/1_welcome.ipynb?token=" in link
    assert fetched(link) == 200
    assert Path("a-workbooks/2_network.ipynb").exists()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    with pytest.raises(URLError):
        fetched(link)


# --- serve ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--tls-cert", "a.crt"], "--tls-key is missing"),
        (["--tls-key", "a.key"], "--tls-cert is missing"),
        (["--tls-cert", "a.crt", "--tls-key", "a.key"], "a.crt cannot be read"),
    ],
)
def test_what_is_wrong_with_https_is_said_before_a_store_is_made(
    args: list[str], sentence: str
) -> None:
    assert sentence in plnkit("serve", *args, "--no-browser").sentence
    assert list(Path().iterdir()) == []


@pytest.mark.slow
def test_serve_prints_both_links_and_at_the_next_start_where_the_key_is() -> None:
    for begun in (True, False):
        command = [*PLNKIT, "serve", "--no-browser", "--host", "127.0.0.1"]
        with subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            join, facilitator = process.stdout.readline(), process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            rest = process.stdout.read()
        assert re.fullmatch(r"Join: http://127\.0\.0\.1:\d+/\?code=[0-9A-Z]{8}\n", join)
        assert facilitator.startswith("Facilitator: http://127.0.0.1:")
        assert ("#key=" in facilitator) is begun
        assert ("only these have the room's key" in rest) is not begun
    assert Path("workshop.plnroom").exists()


def test_behind_a_proxy_the_links_name_the_address_by_which_people_come() -> None:
    command = [*PLNKIT, "serve", "--no-browser", "--host", "127.0.0.1"]
    command += ["--address", "https://learn.example"]
    with subprocess.Popen(command, env=ENV, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        links = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGTERM)
    assert links[0].startswith("Join: https://learn.example/?code=")
    assert links[1].startswith("Facilitator: https://learn.example/facilitator?pass=")


def test_in_jupyterlab_the_prose_is_in_the_language_that_is_spoken(tmp_path):
    with language.speaking("de"):
        folder = lab.copy_workbooks(tmp_path / "a.pln")
    text = (folder / "2_network.ipynb").read_text("utf-8")
    assert "# Von wem lernst du?" in text
    assert "pln.add_members(mine)" in text


def test_a_copy_of_a_workbook_is_mine_and_is_not_replaced(tmp_path: Path) -> None:
    folder = lab.copy_workbooks(tmp_path / "a.pln")
    originals = sorted(p.name for p in files.workbooks().glob("*.ipynb"))
    (folder / originals[0]).write_text("mine")
    lab.copy_workbooks(tmp_path / "a.pln")
    assert sorted(p.name for p in folder.iterdir()) == originals
    assert (folder / originals[0]).read_text() == "mine"
