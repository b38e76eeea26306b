"""The portable file: nothing is lost on the way out and back, and nothing bad gets in."""

import json
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit.errors import BookError, NotReadable, NotWritable, TooNew
from plnkit.exchange import opening, portable
from plnkit.exchange.merging import merge
from plnkit.journal import Journal
from plnkit.model import (
    LISTS,
    Aim,
    Book,
    Capability,
    Dismissal,
    Interaction,
    Learner,
    Member,
    Mix,
    Note,
    Plan,
    Progress,
    Pulse,
    Rhythm,
    Support,
    Tie,
    Wave,
    decode,
    encode,
)

Written = Callable[..., Path]
DAY = date(2026, 11, 2)
ANA = Member(id="ana", name="Ana", kind="person", closeness=1, rhythm=Rhythm(ideal=7))
BEN = Member(id="ben", name="Ben", kind="person", ties_asked=True)
ATLAS = Member(id="atlas", name="Atlas", kind="source", role="tool")
FULL = Book().with_(
    Learner(name="Noor", ring_names=("a", "b", "c", "d")),
    ANA,
    BEN,
    ATLAS,
    Tie(a="ben", b="ana"),
    Aim(id="aim", text="Ask more", by=DAY, presented_to=("ana",)),
    Support(id="support", aim="aim", member="ana", help="feedback"),
    Interaction(id="talk", members=("ana", "ben"), on=DAY, aim="aim", minutes=5),
    Plan(id="plan", member="ben", aim="aim"),
    Pulse(id="pulse", on=DAY, capability=(Capability(aim="aim", level=3),), mix=Mix(social=50)),
    Wave(id="wave", name="Before", on=DAY, book=Book().with_(ANA).snapshot()),
    Note(id="note", page="network", question="Who?", text="Ana"),
    Dismissal(id="card", card="reconnect", about=("ben",)),
    Progress(id="page", page="network", done=True),
)


def never(_: int) -> Book:
    raise AssertionError("no journal is asked")


def there_and_back(book: Book, folder: Path) -> Book:
    portable.write(book, folder / "out.json", never)
    return merge(Book(), portable.load(folder / "out.json"))[0]


def reasons(path: Path) -> list[str]:
    return [str(s) for s in portable.load(path).skipped]


def members(path: Path) -> dict[str, Member]:
    return {m.id: m for m in portable.load(path).content.members}


# --- out and back -----------------------------------------------------------------------------


def test_every_kind_of_thing_comes_back_as_it_was(tmp_path: Path) -> None:
    assert there_and_back(FULL, tmp_path) == FULL


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(st.lists(NAMES.filter(str.strip), unique=True, max_size=8), st.text("\0abc<&é漢\u202e"))
def test_any_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], note: str
) -> None:
    made = []
    for number, name in enumerate(names):
        try:
            made.append(Member(id=f"m{number}", name=name, kind="person", note=note))
        except ValueError:  # nothing visible in it
            continue
    book = Book().with_(*made)
    assert there_and_back(book, tmp_path_factory.mktemp("any")) == book


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '=HYPERLINK("http://x","y")'])
def test_a_name_that_looks_like_code_stays_text(tmp_path: Path, name: str) -> None:
    book = Book().with_(Member(id="m", name=name, kind="person"))
    assert there_and_back(book, tmp_path).member("m").name == name


def test_a_field_of_a_newer_version_is_kept(tmp_path: Path, written: Written) -> None:
    path = written(members=[{"id": "a", "name": "A", "kind": "person", "aura": {"hue": 3}}])
    book, _ = merge(Book(), portable.load(path))
    portable.write(book, tmp_path / "out.json", never)
    assert json.loads((tmp_path / "out.json").read_text())["members"][0]["aura"] == {"hue": 3}


def test_that_nobody_was_asked_comes_back_too(tmp_path: Path) -> None:
    book = Book().with_(ANA, ATLAS, Tie(a="ana", b="atlas"))
    assert not there_and_back(book, tmp_path).member("ana").ties_asked


def test_a_wave_travels_with_its_content(journal: Journal, tmp_path: Path) -> None:
    journal.change(lambda book: book.with_(ANA), "Added Ana")
    wave = Wave(id="w", name="Before", on=DAY, seq=1)
    journal.change(lambda book: book.with_(wave).update("ana", name="Anna"), "Renamed")
    portable.write(journal.book, tmp_path / "out.json", journal.as_of)
    (found,) = json.loads((tmp_path / "out.json").read_text())["waves"]
    assert found["book"]["members"][0]["name"] == "Ana"
    assert "seq" not in found


def test_a_seq_in_a_file_is_of_another_journal_and_not_taken(written: Written) -> None:
    path = written(waves=[{"id": "w", "name": "W", "on": "2026-01-01", "seq": 4}])
    assert portable.load(path).content.waves[0].seq is None


def test_the_text_ends_with_a_newline_and_is_readable() -> None:
    text = portable.text(FULL, never, datetime(2026, 11, 2, 9, 30, tzinfo=UTC)).decode()
    assert text.startswith('{\n  "format": "plnkit-book",\n  "version": 1,\n  "exported": "2026-')
    assert text.endswith("}\n")


def test_only_its_owner_can_read_an_export(tmp_path: Path) -> None:
    portable.write(FULL, tmp_path / "out.json", never)
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600


def test_an_export_replaces_an_export(tmp_path: Path) -> None:
    portable.write(FULL, tmp_path / "out.json", never)
    portable.write(Book(), tmp_path / "out.json", never)
    assert portable.load(tmp_path / "out.json").content.members == ()


@pytest.mark.parametrize("other", [b"{}", b"", b"dear diary", b'{"format": "geojson"}'])
def test_an_export_replaces_nothing_else(tmp_path: Path, other: bytes) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(other)
    with pytest.raises(NotWritable, match="choose another name"):
        portable.write(FULL, path, never)
    assert path.read_bytes() == other


def test_a_failed_export_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    portable.write(FULL, path, never)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BookError, match="no room"):
        portable.write(Book(), path, never)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("out", ["", "nowhere/out.json"])
def test_an_export_to_no_place_is_a_sentence(tmp_path: Path, out: str) -> None:
    with pytest.raises(NotWritable, match=r": (give|make)"):
        portable.write(FULL, tmp_path / out, never)


# --- small files that others write ------------------------------------------------------------


def test_members_and_ties_are_enough(written: Written) -> None:
    path = written(
        members=[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], ties=[{"a": "a", "b": "b"}]
    )
    found = portable.load(path)
    assert ([m.kind for m in found.content.members], found.skipped) == (["person", "person"], ())
    assert found.content.ties == (Tie(a="a", b="b"),)


def test_a_kind_follows_from_the_role(written: Written) -> None:
    path = written(members=[{"id": "a", "name": "A", "role": "tool"}])
    assert members(path)["a"].kind == "source"


def test_a_file_that_brings_ties_asked_its_people(written: Written) -> None:
    path = written(
        members=[
            {"id": "a", "name": "A"},
            {"id": "b", "name": "B"},
            {"id": "s", "name": "S", "kind": "source"},
        ],
        ties=[{"a": "a", "b": "b"}],
    )
    assert {i: m.ties_asked for i, m in members(path).items()} == {"a": 1, "b": 1, "s": 0}


def test_a_file_that_says_whom_it_asked_is_believed(written: Written) -> None:
    path = written(
        members=[{"id": "a", "name": "A", "ties_asked": True}, {"id": "b", "name": "B"}],
        ties=[{"a": "a", "b": "b"}],
    )
    assert not members(path)["b"].ties_asked


def test_a_file_without_ties_asked_nobody(written: Written) -> None:
    assert not members(written(members=[{"id": "a", "name": "A"}]))["a"].ties_asked


def test_a_tie_said_twice_is_one_tie(written: Written) -> None:
    two = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    path = written(members=two, ties=[{"a": "a", "b": "b"}, {"a": "b", "b": "a"}])
    assert len(portable.load(path).content.ties) == 1
    assert reasons(path) == []


def test_a_byte_order_mark_does_no_harm(written: Written) -> None:
    assert portable.load(written(b"\xef\xbb\xbf" + json.dumps(HEAD).encode())).skipped == ()


HEAD = {"format": "plnkit-book", "version": 1}

# --- what is left out, and why ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ({"name": "A", "closeness": 7}, "Closeness is 1 (closest) to 4, not 7"),
        ({"name": "A", "closeness": "near"}, 'Closeness is 1 (closest) to 4, not "near"'),
        ({"name": " \n"}, "A name is missing: type at least one character"),
        ({"name": "x" * 10_000}, "A name can have up to 200 characters, and this one has 10,000"),
        ({}, "its name is missing"),
        ({"name": None}, "name cannot be null (expected str, got null)"),
        ({"name": "A", "role": "tool", "kind": "person"}, "A person cannot have the role 'tool'"),
        ({"name": "A", "added": "soon"}, 'added cannot be "soon" (invalid RFC3339 encoded date)'),
        (
            {"name": "A", "rhythm": {"ideal": 0}},
            'rhythm cannot be {"ideal": 0} (expected int >= 1)',
        ),
        (5, "it is not an object in braces"),
    ],
)
def test_a_member_that_cannot_be_is_skipped_with_the_reason(
    written: Written, member: Any, why: str
) -> None:
    bad = {"id": "x", **member} if isinstance(member, dict) else member
    path = written(members=[{"id": "ok", "name": "Ok"}, bad])
    (reason,) = reasons(path)
    assert reason.startswith(f"members[1]: {why}")
    assert list(members(path)) == ["ok"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"ties": [{"a": "a", "b": "a"}]}, "ties[0]: A tie joins two different members"),
        ({"ties": [{"a": "a", "b": "z"}]}, "ties[0]: it speaks of 'z', which is not in the file"),
        ({"members": [{"id": "a", "name": "A"}] * 2}, "members[1]: another one of members has"),
        ({"plans": 3}, "plans: it is not a list"),
        ({"mood": "blue"}, "mood: this version of plnkit does not know what it is"),
        ({"learner": {"name": 5}}, "learner: name cannot be 5 (expected str, got int)"),
        ({"waves": [{"id": "w", "name": "W", "on": "2026-01-01", "book": 4}]}, "waves[0].book: it"),
    ],
)
def test_what_cannot_be_used_is_said(written: Written, content: dict[str, Any], why: str) -> None:
    (reason,) = reasons(written(**{"members": [{"id": "a", "name": "A"}], **content}))
    assert reason.startswith(why)


def test_what_is_wrong_inside_a_wave_is_said_with_its_place(written: Written) -> None:
    wave = {"id": "w", "name": "W", "on": "2026-01-01", "book": {"members": [{"id": "a"}]}}
    assert reasons(written(waves=[wave])) == ["waves[0].book.members[0]: its name is missing"]


def test_an_interaction_stays_without_a_stranger(written: Written) -> None:
    talk = {"id": "t", "members": ["a", "z"], "on": "2026-01-01"}
    path = written(members=[{"id": "a", "name": "A"}], interactions=[talk])
    assert portable.load(path).content.interactions[0].members == ("a",)
    assert reasons(path) == [
        "interactions[0]: it speaks of 'z', which is not in the file: kept without it"
    ]


def test_an_id_means_one_thing_of_each_type(written: Written) -> None:
    path = written(
        members=[{"id": "x", "name": "X"}, {"id": "learner", "name": "L"}],
        aims=[{"id": "x", "text": "T", "presented_to": ["x"]}],
        supports=[{"id": "s", "aim": "x", "member": "x", "help": "feedback"}],
    )
    content = portable.load(path).content
    assert [m.id for m in content.members] == ["x", "learner-member"]
    assert content.supports[0] == Support(id="s", aim="x-aim", member="x", help="feedback")


def test_an_id_is_never_that_of_a_tie(written: Written) -> None:
    three = [{"id": i, "name": i} for i in ("a", "b", "a~b")]
    book, counts = merge(Book(), portable.load(written(members=three, ties=[{"a": "a", "b": "b"}])))
    assert (counts.new, len(book.ties)) == (3, 1)


# --- files that are something else ------------------------------------------------------------

GOOD = json.dumps({**HEAD, "members": [{"id": "a", "name": "A"}]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD[:-9], "cut off"),
        ("", "empty"),
        ("dear diary", "not JSON"),
        ("[1, 2]", "not a book of plnkit"),
        ("3", "not a book of plnkit"),
        ('{"format": "geojson", "version": 1}', "not a book of plnkit"),
        ('{"format": "plnkit-book"}', "its version"),
        ('{"format": "plnkit-book", "version": "1"}', "its version"),
        ('{"format": "plnkit-book", "version": true}', "its version"),
        (GOOD.encode("utf-16"), "not UTF-8"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"a":' * 200 + "1" + "}" * 200, "nested too deeply"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(
    written: Written, text: str | bytes, said: str
) -> None:
    with pytest.raises(NotReadable, match=said):
        portable.load(written(text))


def test_a_newer_file_is_refused_in_a_sentence(written: Written) -> None:
    with pytest.raises(TooNew, match="pip install --upgrade plnkit"):
        portable.load(written(version=2))


def test_a_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="is a folder"):
        portable.load(tmp_path)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="check its name"):
        portable.load(tmp_path / "nothing.json")


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(opening.LIMIT + 1)
    with pytest.raises(NotReadable, match="larger than 50 MB"):
        portable.load(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = sorted({f for t in LISTS.values() for f in t.__struct_fields__} | {"type", "aura"})
ODD = st.dictionaries(st.sampled_from(FIELDS), JSON | st.sampled_from(["a", "b"]), max_size=8)
NAMED = st.builds(
    lambda odd, own: {
        "name": "N",
        "text": "t",
        "on": "2026-01-01",
        "a": "a",
        "b": "b",
        **own,
        **odd,
    },
    ODD,
    st.fixed_dictionaries({"id": st.sampled_from(["a", "b", "a~b", "learner", "c"])}),
)
LEVEL = st.dictionaries(
    st.sampled_from(["learner", "type", "more", *LISTS]), st.lists(ODD | NAMED, max_size=4) | JSON
)
WAVE = LEVEL.map(lambda book: {"id": "w", "name": "W", "on": "2026-01-01", "book": book})


@given(LEVEL | WAVE.map(lambda wave: {"waves": [wave]}))
def test_no_content_whatever_makes_a_file_that_breaks_the_book(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "in.json").write_text(json.dumps({**HEAD, **content}), encoding="utf-8")
    try:
        staged = portable.load(folder / "in.json")
    except NotReadable:
        return
    book, _ = merge(Book(), staged)
    assert all(decode(encode(e)) == e for e in book.entities.values())  # a journal can keep it
    assert there_and_back(book, folder) == book
