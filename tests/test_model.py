"""The value: what a thing accepts, what the verbs of a book do, what JSON keeps."""

import json
import re
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plnkit.model import (
    BODY_VERSION,
    PERSON_ROLES,
    SOURCE_ROLES,
    THINGS,
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
    Snapshot,
    Support,
    Thing,
    Tie,
    Wave,
    clean_name,
    decode,
    encode,
    filled,
    from_plain,
    new_id,
    snapshot_from_plain,
    snapshot_to_plain,
    tie_id,
    to_plain,
)

DAY = date(2026, 3, 1)


def person(name: str, **values: Any) -> Member:
    return Member(**{"id": name.lower(), "name": name, "kind": "person", **values})


def source(name: str, **values: Any) -> Member:
    return Member(**{"id": name.lower(), "name": name, "kind": "source", **values})


ROSA, ANA, BEN = person("Rosa"), person("Ana"), person("Ben")
AIM = Aim(id="aim", text="Learn statistics")
TRIO = Book().with_(ROSA, ANA, BEN, AIM)
ONE_OF_EACH: dict[str, Thing] = {
    "learner": Learner(name="Me", ring_names=("near",), rhythms=(Rhythm(ideal=7),)),
    "member": person("Rosa", role="peer", closeness=2, added=DAY, place=12.5, met=False),
    "tie": Tie(a="rosa", b="ana"),
    "aim": Aim(id="aim", text="Statistics", by=DAY, presented_to=("rosa",)),
    "support": Support(id="s", aim="aim", member="rosa", help="feedback"),
    "interaction": Interaction(id="i", members=("rosa", "ana"), on=DAY, minutes=5, aim="aim"),
    "plan": Plan(id="p", member="rosa", cue="when", act="then", on=DAY),
    "pulse": Pulse(
        id="u", on=DAY, capability=(Capability(aim="aim", level=3),), mix=Mix(formal=10.5)
    ),
    "wave": Wave(id="w", name="Before", on=DAY, book=Snapshot(members=(ROSA,))),
    "note": Note(id="n", page="2", question="why?", text="because"),
    "dismissal": Dismissal(id="d", card="c", reason="no", about=("rosa",)),
    "progress": Progress(id="g", page="2", done=True),
}


# --- names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Ñandú Ĝoĝo",
        "李小龍",
        "عبد الرحمن",
        "שָׁלוֹם",
        "นรินทร์",
        "नमिता",
        "👩‍👩‍👧‍👦 family",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
        "می‌خواهم",  # with a joiner that Persian needs
        "\U0001fae8",  # newer than the Unicode of Python 3.11
        "<script>alert(1)</script>",
        '=HYPERLINK("http://example.org")',
        "x" * 200,
    ],
)
def test_a_name_in_any_script_stays_as_it_was_typed(name: str) -> None:
    assert person(name).name == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rosa \n", "Rosa"),
        ("Rosa\tLee\r\nKim", "Rosa Lee Kim"),
        ("Rosa\x00\x1b[31m", "Rosa [31m"),
        ("Ro\u00adsa", "Rosa"),  # soft hyphen
        ("\u202eRosa", "Rosa"),  # would turn the line around
        ("\ufeffRosa\u200b", "Rosa"),
        ("Ro\ud800sa", "Ro sa"),  # half of an emoji
        ("Rosa\u3000Lee", "Rosa Lee"),
        ("Rosa\u200d", "Rosa"),
        (" " * 300 + "Rosa", "Rosa"),
    ],
)
def test_a_name_is_trimmed_to_one_line_of_visible_characters(typed: str, kept: str) -> None:
    assert person(typed, id="x").name == kept


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\u200b\u200d", "\x00", "\ud800"])
def test_a_name_of_nothing_visible_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"^A name is missing: type at least one character\.$"):
        person(name, id="x")


@pytest.mark.parametrize(("name", "length"), [("x" * 201, "201"), ("é" * 10_000, "10,000")])
def test_a_name_that_is_too_long_is_refused_with_its_length(name: str, length: str) -> None:
    said = f"^A name can have up to 200 characters, and this one has {length}: please shorten it"
    with pytest.raises(ValueError, match=said):
        person(name, id="x")


def test_a_wave_has_a_name_too() -> None:
    assert Wave(id="w", name=" Before ", on=DAY).name == "Before"


@given(st.text(max_size=250))
def test_a_clean_name_is_already_clean(text: str) -> None:
    try:
        name = clean_name(text)
    except ValueError:
        return
    assert clean_name(name) == name
    assert name.encode()


# --- what a thing accepts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"closeness": 0}, "Closeness is 1 (closest) to 4, not 0."),
        ({"closeness": 5}, "Closeness is 1 (closest) to 4, not 5."),
        ({"kind": "robot"}, "A member is a person or a source, not 'robot'."),
        ({"role": "tool"}, "A person cannot have the role 'tool'."),
        ({"kind": "source", "role": "peer"}, "A source cannot have the role 'peer'."),
    ],
)
def test_a_member_refuses_what_it_cannot_be(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        person("Rosa", **values)


def test_every_role_belongs_to_its_kind() -> None:
    assert [person("A", role=r).role for r in PERSON_ROLES] == list(PERSON_ROLES)
    assert [source("A", role=r).role for r in SOURCE_ROLES] == list(SOURCE_ROLES)


def test_only_id_name_and_kind_are_required() -> None:
    assert [f.name for f in msgspec.structs.fields(Member) if f.required] == ["id", "name", "kind"]


def test_a_tie_is_the_same_from_both_sides() -> None:
    assert Tie(a="x", b="y") == Tie(a="y", b="x")
    assert Tie(a="x", b="y").id == tie_id("y", "x")


def test_a_tie_joins_two_different_members() -> None:
    with pytest.raises(ValueError, match="two different members"):
        Tie(a="x", b="x")


@given(*[st.text("a~%7E", min_size=1, max_size=4)] * 4)
@example("a~b", "c", "a", "b~c")
def test_two_ties_of_other_members_never_share_an_id(a: str, b: str, c: str, d: str) -> None:
    assert (tie_id(a, b) == tie_id(c, d)) == (sorted((a, b)) == sorted((c, d)))


def test_an_interaction_needs_a_member() -> None:
    with pytest.raises(ValueError, match="needs at least one member"):
        Interaction(id="i", members=(), on=DAY)


def test_new_ids_differ() -> None:
    assert new_id() != new_id()


# --- the verbs of a book --------------------------------------------------------------------


def test_a_thing_that_is_put_takes_the_place_of_the_one_with_its_id() -> None:
    book = TRIO.with_(person("Rosa", closeness=1))
    assert [m.name for m in book.members] == ["Rosa", "Ana", "Ben"]
    assert book.member("rosa").closeness == 1


@pytest.mark.parametrize(
    "thing",
    [
        Tie(a="rosa", b="nobody"),
        Tie(a="rosa", b="aim"),  # known, but not a member
        Support(id="s", aim="rosa", member="rosa", help="feedback"),
        Interaction(id="i", members=("nobody",), on=DAY),
        Plan(id="p", member="nobody"),
        Aim(id="a", text="t", presented_to=("nobody",)),
        Pulse(id="u", on=DAY, capability=(Capability(aim="rosa", level=1),)),
        Dismissal(id="d", card="c", about=("nobody",)),
    ],
)
def test_a_thing_that_speaks_of_something_unknown_is_refused(thing: Thing) -> None:
    with pytest.raises(ValueError, match=r"refers to '\w+', which is not in the book\.$"):
        TRIO.with_(thing)


def test_things_that_speak_of_each_other_can_be_put_at_once() -> None:
    assert len(Book().with_(Tie(a="rosa", b="ana"), ROSA, ANA)) == 3


@pytest.mark.parametrize(
    "things",
    [
        (Aim(id="rosa", text="t"),),
        (Aim(id="new", text="t"), person("New")),
        (person("Learner"),),  # the id "learner" is taken from the beginning
        (Learner(), person("Learner")),
        (person("Odd", id=tie_id("rosa", "ana")), Tie(a="rosa", b="ana")),
    ],
)
def test_an_id_of_another_type_is_refused(things: tuple[Thing, ...]) -> None:
    with pytest.raises(ValueError, match="is already that of another thing"):
        TRIO.with_(*things)


def test_the_learner_is_there_from_the_beginning_and_counts_once_written() -> None:
    assert Book().learner == Learner()
    assert "learner" not in Book().with_(ROSA)
    assert Book().with_(Learner(name="Me")).learner.name == "Me"
    assert "learner" in Book().with_(Learner(name="Me")).with_(Learner())


def test_removing_a_member_removes_what_hangs_on_it() -> None:
    book = TRIO.with_(
        Tie(a="rosa", b="ana"),
        Tie(a="ana", b="ben"),
        Support(id="s", aim="aim", member="rosa", help="feedback"),
        Plan(id="p", member="rosa"),
        Dismissal(id="d", card="c", about=("rosa", "ana")),
        Interaction(id="i", members=("rosa",), on=DAY),
    )
    assert set(book.without("rosa").entities) == {"ana", "ben", "aim", "ana~ben"}


def test_an_interaction_with_others_stays_without_the_one_who_is_gone() -> None:
    book = TRIO.with_(Interaction(id="i", members=("rosa", "ana"), on=DAY))
    assert book.without("rosa")["i"] == Interaction(id="i", members=("ana",), on=DAY)


def test_an_interaction_goes_when_all_of_its_members_go() -> None:
    book = TRIO.with_(Interaction(id="i", members=("rosa", "ana"), on=DAY))
    assert "i" not in book.without("rosa", "ana")


def test_an_aim_forgets_that_it_was_presented_to_someone_who_is_gone() -> None:
    book = TRIO.with_(Aim(id="aim", text="t", presented_to=("rosa", "ben")))
    assert book.without("rosa")["aim"] == Aim(id="aim", text="t", presented_to=("ben",))


def test_removing_an_aim_keeps_what_only_mentions_it() -> None:
    book = TRIO.with_(
        Interaction(id="i", members=("rosa",), on=DAY, aim="aim"),
        Plan(id="p", member="rosa", aim="aim"),
        Support(id="s", aim="aim", member="rosa", help="feedback"),
        Pulse(id="u", on=DAY, engagement=4, capability=(Capability(aim="aim", level=3),)),
    ).without("aim")
    assert book["i"] == Interaction(id="i", members=("rosa",), on=DAY)
    assert book["p"] == Plan(id="p", member="rosa")
    assert book["u"] == Pulse(id="u", on=DAY, engagement=4)
    assert "s" not in book


def test_a_member_who_is_removed_leaves_the_book_inside_a_wave() -> None:
    inner = Snapshot(members=(ROSA, ANA), ties=(Tie(a="rosa", b="ana"),), more={"odd": 1})
    book = TRIO.with_(Wave(id="w", name="W", on=DAY, book=inner)).without("rosa")
    assert book["w"] == Wave(
        id="w", name="W", on=DAY, book=Snapshot(members=(ANA,), more={"odd": 1})
    )


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert TRIO.without("nobody") == TRIO


def test_merging_moves_everything_to_the_member_who_is_kept() -> None:
    book = TRIO.with_(
        Tie(a="rosa", b="ana"),
        Tie(a="rosa", b="ben"),
        Tie(a="ana", b="ben"),
        Interaction(id="i", members=("ana", "rosa"), on=DAY),
        Plan(id="p", member="rosa"),
    ).merged("ana", "rosa")
    assert set(book.entities) == {"ana", "ben", "aim", "ana~ben", "i", "p"}
    assert book["i"] == Interaction(id="i", members=("ana",), on=DAY)
    assert book["p"] == Plan(id="p", member="ana")


def test_merging_fills_blanks_and_overwrites_nothing() -> None:
    book = Book().with_(
        person("Ana", closeness=2, note="mine"),
        person("Anna", closeness=4, email="a@x.org", note="theirs", status="dormant"),
    )
    assert book.merged("ana", "anna").members == (
        person("Ana", closeness=2, note="mine", email="a@x.org", was=("anna",)),
    )


def test_merging_leaves_the_pictures_of_other_days_as_they_were() -> None:
    wave = Wave(id="w", name="W", on=DAY, book=Snapshot(members=(ROSA, ANA)))
    assert TRIO.with_(wave).merged("ana", "rosa")["w"] == wave


def test_filling_keeps_the_fields_of_a_newer_version_apart() -> None:
    assert filled(person("Ana"), person("Ana", more={"x": 1})).more == {}


def test_a_member_who_is_gone_is_named_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="no longer in your network"):
        Book().member("rosa")
    with pytest.raises(ValueError, match="no longer in your network"):
        Book().update("rosa", name="x")


@pytest.mark.parametrize(
    "verb",
    [
        lambda b: b.with_(person("Eva")),
        lambda b: b.update("rosa", name="Rosie"),
        lambda b: b.without("rosa"),
        lambda b: b.merged("rosa", "ana"),
    ],
)
def test_a_verb_leaves_the_old_book_as_it_was(verb: Any) -> None:
    book = TRIO.with_(Tie(a="rosa", b="ana"), Interaction(id="i", members=("rosa", "ana"), on=DAY))
    before = encode_all(book)
    assert verb(book) != book
    assert encode_all(book) == before


def encode_all(book: Book) -> dict[str, bytes]:
    return {i: encode(e) for i, e in book.entities.items()}


def test_neighbours_are_the_members_tied_to_each_other() -> None:
    book = TRIO.with_(Tie(a="rosa", b="ana"))
    assert book.neighbours == {
        "rosa": frozenset({"ana"}),
        "ana": frozenset({"rosa"}),
        "ben": frozenset(),
    }


def test_changes_are_what_was_put_and_what_was_removed() -> None:
    eva = person("Eva")
    assert TRIO.with_(eva, ROSA).without("ben").changes(TRIO) == ([eva], ["ben"])


def test_a_book_is_what_its_snapshot_holds() -> None:
    book = Book({e.id: e for e in ONE_OF_EACH.values()})
    assert Book.of(book.snapshot()) == book


# --- JSON -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(THINGS))
def test_a_thing_of_every_type_decodes_to_itself(kind: str) -> None:
    thing = ONE_OF_EACH[kind]
    assert decode(encode(thing)) == thing


@pytest.mark.parametrize("kind", list(THINGS))
def test_a_thing_of_every_type_survives_a_file(kind: str) -> None:
    thing = ONE_OF_EACH[kind]
    plain = json.loads(json.dumps(to_plain(thing), default=str))
    assert "type" not in plain
    assert from_plain(THINGS[kind], plain) == thing


def test_a_snapshot_survives_a_file() -> None:
    snapshot = Book({e.id: e for e in ONE_OF_EACH.values()}).snapshot()
    plain = json.loads(json.dumps(snapshot_to_plain(snapshot), default=str))
    assert snapshot_from_plain(plain) == snapshot


def row(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize("kind", list(THINGS))
def test_unknown_fields_of_a_newer_version_are_kept(kind: str) -> None:
    plain = json.loads(msgspec.json.encode(to_plain(ONE_OF_EACH[kind])))
    newer = {**plain, "type": kind, "mood": {"type": "blue", "more": [1]}, "more": 7}
    thing = decode(json.dumps(newer).encode())
    assert thing.more == {"mood": {"type": "blue", "more": [1]}, "more": 7}
    assert json.loads(encode(thing)) == newer
    assert decode(encode(thing)) == thing


def test_unknown_fields_are_kept_at_every_depth() -> None:
    member = {"id": "a", "name": "A", "kind": "person", "rhythm": {"ideal": 7, "shortest": 2}}
    wave = {"type": "wave", "id": "w", "name": "W", "on": "2026-03-01"}
    wave["book"] = {"members": [{**member, "mood": "blue"}], "badges": [{"id": "x"}]}
    thing = decode(json.dumps(wave).encode())
    assert thing.book.members[0].rhythm.ideal == 7
    assert json.loads(encode(thing)) == wave
    assert decode(encode(thing)) == thing


def test_an_edit_keeps_the_unknown_fields() -> None:
    book = Book({"a": decode(row(type="member", id="a", name="A", kind="person", mood="blue"))})
    assert json.loads(encode(book.update("a", name="B")["a"]))["mood"] == "blue"


def test_unknown_values_of_a_newer_version_are_kept_aside() -> None:
    newer = {"type": "member", "id": "a", "name": "A", "kind": "person", "began": "by letter"}
    thing = decode(row(**newer, closeness=7), BODY_VERSION + 1)
    assert (thing.began, thing.closeness, thing.name) == (None, None, "A")
    assert json.loads(encode(thing)) == {**newer, "closeness": 7}


def test_unknown_values_of_this_version_are_refused() -> None:
    with pytest.raises(ValueError, match="began"):
        decode(row(type="member", id="a", name="A", kind="person", began="by letter"))


def test_a_value_that_is_set_wins_over_the_one_kept_aside() -> None:
    thing = decode(row(type="member", id="a", name="A", kind="person", began="x"), BODY_VERSION + 1)
    assert json.loads(encode(msgspec.structs.replace(thing, began="online")))["began"] == "online"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"7",
        b"{}",
        b'{"type":"dragon","id":"x"}',
        b'{"type":["member"]}',
        b'{"type":"member","odd":1, and then nonsense',
        b'{"type":"aim","id":"a","text":"t","odd":' + b"[" * 100_000,
        b'{"type":"aim","id":"a","text":"\\ud800"}',
        b'{"type":"member","id":"","name":"A","kind":"person"}',
        b'{"type":"tie","a":"x","b":"x"}',
        b'{"type":"wave","id":"w","name":"W","on":"2026-03-01","book":{"members":[7]}}',
        b'{"type":"wave","id":"w","name":"W","on":"2026-03-01","book":{"members":7},"odd":1}',
        b'{"type":"note","id":"n","page":"p","question":7,"more":"odd","odd":1}',
    ],
)
def test_a_row_that_cannot_be_read_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"not JSON|does not know|Expected|tie joins"):
        decode(body)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(["type", "id", "name", "book", "members", "more", "rhythm"]), x
            )
        ),
    ),
    st.sampled_from(list(THINGS)),
    st.integers(1, 2),
)
def test_whatever_a_row_holds_is_read_or_refused(value: Any, kind: str, version: int) -> None:
    raw = {
        **json.loads(encode(ONE_OF_EACH[kind])),
        **(value if isinstance(value, dict) else {"x": value}),
    }
    try:
        thing = decode(json.dumps(raw).encode(), version)
    except ValueError:
        return
    assert decode(encode(thing), version) == thing


# --- anything -------------------------------------------------------------------------------

# from_type reads the limits; a list is short, and text is what JSON can hold.
_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
_names = _words.filter(lambda t: _is_name(t))  # noqa: PLW0108 - defined below
_line = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_kept = st.dictionaries(
    st.sampled_from(["later", "mood"]),
    st.none() | st.integers(0, 9) | _line | st.lists(_line, max_size=2),
)


def _is_name(text: str) -> bool:
    try:
        return bool(clean_name(text))
    except ValueError:
        return False


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def tuples(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=least, max_size=3).map(tuple)


_trust = maybe(st.integers(1, 5))
_scale = maybe(st.integers(0, 10))
_rhythms = st.builds(
    Rhythm, ideal=st.integers(1, 36_500), longest=maybe(st.integers(1, 36_500)), more=_kept
)
_percent = st.floats(0, 100)
_members = st.sampled_from(["person", "source"]).flatmap(
    lambda kind: st.builds(
        Member,
        id=_ids,
        name=_names,
        kind=st.just(kind),
        role=maybe(st.sampled_from(PERSON_ROLES if kind == "person" else SOURCE_ROLES)),
        closeness=maybe(st.integers(1, 4)),
        channels=tuples(_line),
        began=maybe(st.sampled_from(["online", "in person"])),
        met=maybe(st.booleans()),
        organisation=_line,
        topics=tuples(_line),
        intent=_line,
        rhythm=maybe(_rhythms),
        trust_competence=_trust,
        trust_goodwill=_trust,
        place=maybe(st.floats(0, 360, exclude_max=True)),
        ties_asked=st.booleans(),
        status=st.sampled_from(["active", "paused", "dormant"]),
        added=maybe(st.dates()),
        more=_kept,
    )
)
_ties = st.lists(_ids, min_size=2, max_size=2, unique=True).map(lambda p: Tie(a=p[0], b=p[1]))
_aims = st.builds(
    Aim, id=_ids, text=_line, by=maybe(st.dates()), presented_to=tuples(_ids), more=_kept
)
_helps = st.sampled_from(["information", "influence", "feedback", "support", "purpose", "balance"])
_supports = st.builds(Support, id=_ids, aim=_ids, member=_ids, help=_helps, more=_kept)
_interactions = st.builds(
    Interaction,
    id=_ids,
    members=tuples(_ids, 1),
    on=st.dates(),
    minutes=maybe(st.integers(0, 99)),
    aim=maybe(_ids),
    got=_line,
    more=_kept,
)
_plans = st.builds(
    Plan, id=_ids, member=_ids, aim=maybe(_ids), on=maybe(st.dates()), act=_line, more=_kept
)
_capabilities = st.builds(Capability, aim=_ids, level=st.integers(0, 10), more=_kept)
_mixes = st.builds(
    Mix, formal=_percent, social=_percent, on_the_job=_percent, self_directed=_percent
)
_pulses = st.builds(
    Pulse,
    id=_ids,
    on=st.dates(),
    capability=tuples(_capabilities),
    engagement=_scale,
    future=_scale,
    mix=maybe(_mixes),
    more=_kept,
)
_notes = st.builds(Note, id=_ids, page=_line, question=_line, text=_line, more=_kept)
_dismissals = st.builds(
    Dismissal, id=_ids, card=_line, reason=_line, about=tuples(_ids), more=_kept
)
_progress = st.builds(Progress, id=_ids, page=_line, done=st.booleans(), more=_kept)
_learners = st.builds(
    Learner, name=_line, ring_names=tuples(_line), rhythms=tuples(_rhythms), more=_kept
)
_snapshots = st.builds(
    Snapshot,
    learner=_learners,
    members=tuples(_members),
    ties=tuples(_ties),
    pulses=tuples(_pulses),
)
_waves = st.builds(
    Wave,
    id=_ids,
    name=_names,
    on=st.dates(),
    seq=maybe(st.integers(0, 2**53)),
    phase=maybe(st.sampled_from(["before", "during", "after"])),
    book=maybe(_snapshots),
    more=_kept,
)
ANYTHING = st.one_of(
    _learners,
    _members,
    _ties,
    _aims,
    _supports,
    _interactions,
    _plans,
    _pulses,
    _waves,
    _notes,
    _dismissals,
    _progress,
)


@given(ANYTHING)
def test_anything_decodes_to_itself(thing: Thing) -> None:
    assert decode(encode(thing)) == thing
    assert from_plain(type(thing), to_plain(thing)) == thing
