"""Exports: what each format holds, and that with aliases nobody can be known from any of them."""

import io
import zipfile
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plnkit import samples
from plnkit.errors import BookError, NotReadable, NotWritable
from plnkit.exchange import incoming, portable
from plnkit.exchange.given import Given
from plnkit.exporting import FORMATS, aliased, format_of, save_as
from plnkit.model import (
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
)

DAY = date(2026, 11, 2)
KEYS = [one.key for one in FORMATS]
BY_KEY = {one.key: one for one in FORMATS}


def own(wave):
    """Return the picture that a wave brings along."""
    return Book.of(wave.book)


def inside(data):
    """Return all that a file holds, what is packed in it too."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8").replace("\r\n ", "")  # lines of a card are folded
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


# --- the formats --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_each_format_is_what_its_ending_says(key):
    wanted = BY_KEY[key]
    data = wanted.file(samples.example(), own)
    assert format_of(Path(f"a{wanted.ending}")) is wanted
    assert wanted.ours(Given("a", data))


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("html", "ics")])
def test_plnkit_reads_again_what_it_wrote(key):
    book = samples.example()
    (brought,) = incoming.read([Given("out", BY_KEY[key].file(book, own))])
    assert [m.name for m in brought.staged.content.members] == [m.name for m in book.members]


def test_a_picture_travels_with_everything():
    book = Book().with_(
        Member(id="a", name="Ana", kind="person"), Wave(id="w", name="Then", on=DAY, seq=7)
    )
    then = Book().with_(Member(id="b", name="Ben", kind="person"))
    data = BY_KEY["json"].file(book, lambda wave: then if wave.seq == 7 else Book())
    (wave,) = portable.read([Given("a.json", data)]).content.waves
    assert [m.name for m in wave.book.members] == ["Ben"]


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("ics", "vcf")])
def test_an_empty_book_is_a_file_too(key):
    assert BY_KEY[key].file(Book(), own)


@pytest.mark.parametrize("key", ["ics", "vcf"])
def test_where_nothing_would_be_in_a_file_it_is_a_sentence(key):
    with pytest.raises(BookError, match=r"\.$"):
        BY_KEY[key].file(Book(), own)


def test_only_everything_loses_nothing_and_aliases_always_say_so():
    book = samples.example()
    for wanted in FORMATS:
        assert bool(wanted.missing(book)) == (wanted.key not in ("json", "html", "ics"))
        if wanted.key != "html":
            assert "names and addresses" in wanted.missing(book, names=False)


def test_only_what_a_book_has_can_be_lost():
    ana, ben = (Member(id=n, name=n, kind="person") for n in ("ana", "ben"))
    book = Book().with_(ana, ben, Tie(a="ana", b="ben"))
    assert {one.key: one.missing(book) for one in FORMATS if one.missing(book)} == {
        "vcf": ("who knows whom",)
    }
    book = book.with_(Interaction(id="i", members=("ana",), on=DAY), Learner(name="Noor"))
    assert BY_KEY["csv"].missing(book) == ("who you are",)
    assert BY_KEY["graphml"].missing(book) == ("the log of what happened",)


# --- where a file goes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [("a.csv", "csv"), ("a.EGOR", "egor"), ("a.csv.zip", "csv"), ("A.JSON", "json")],
)
def test_the_ending_says_the_format_with_or_without_zip(name, key):
    assert format_of(Path(name)).key == key


@pytest.mark.parametrize("name", ["a.docx", "a", "a.zip", "json", "a.json.zip"])
def test_another_ending_is_a_sentence_that_names_those_there_are(tmp_path, name):
    with pytest.raises(NotReadable, match=r"\.xlsx"):
        format_of(tmp_path / name)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("there", [b"", b"mine", b"PK\x03\x04 mine", b"BEGIN:VCARD\r\nmine", b"{}"])
def test_what_plnkit_did_not_write_stays_as_it_is(tmp_path, key, there):
    path = tmp_path / f"a{BY_KEY[key].ending}"
    path.write_bytes(there)
    with pytest.raises(NotWritable, match="choose another name"):
        save_as(path, BY_KEY[key].file(samples.example(), own))
    assert path.read_bytes() == there


@pytest.mark.parametrize("key", KEYS)
def test_a_file_of_the_same_format_is_replaced_and_one_of_another_is_not(tmp_path, key):
    path = tmp_path / f"a{BY_KEY[key].ending}"
    data = BY_KEY[key].file(samples.example(), own)
    save_as(path, data)
    save_as(path, data)
    other = BY_KEY["vcf" if key != "vcf" else "json"].file(samples.example(), own)
    path.write_bytes(other)
    with pytest.raises(NotWritable):
        save_as(path, data)


# --- with aliases -------------------------------------------------------------------------------
# Whoever is in these books is told by tokens that are nothing else: each that is found in a file
# would give somebody away.

TOKENS = st.lists(
    st.text("QXZJqxzjé", min_size=6, max_size=9).map(lambda text: f"Qx{text}zj"),
    min_size=28,
    max_size=28,
    unique_by=lambda text: text.casefold().replace("é", "e"),
)


def telling(tokens):
    """Return a book in which every text tells somebody, and what must be in no file of it."""
    t = iter(tokens)
    one, two, gone, acme, me, mine = (next(t) for _ in range(6))
    first, last = next(t), next(t)
    name = f"{first} {last}"
    email, url = f"{next(t)}@{next(t)}.example", f"https://{next(t)}.example/in/{next(t)}"
    learner = Learner(
        name=me,
        organisation=mine,
        time_zone=next(t),
        language=next(t),
        ring_names=(f"with {first}", "b"),
        rhythms=(Rhythm(ideal=7, more={"x": next(t)}),),
        more={"x": next(t)},
    )
    member = Member(
        id=one,
        name=name,
        kind="person",
        role="peer",
        closeness=1,
        email=email,
        url=url,
        organisation=acme,
        channels=("chat", f"chat of {acme}"),
        topics=("budgets", f"{last}'s bread"),
        intent=next(t),
        note=next(t),
        trust_competence=4,
        rhythm=Rhythm(ideal=14, more={"x": next(t)}),
        was=(next(t),),
        more={"x": next(t)},
    )
    other = Member(id=two, name=next(t), kind="source", ties_asked=True, organisation=mine)
    lost = Member(id=gone, name=f"{gone} {next(t)}", kind="person")
    then = Book().with_(learner, member, lost, Tie(a=one, b=gone))
    text = f"Ask {first.upper()} at {acme} or {me}, {email}, {url}"
    aim = Aim(id=next(t), text=text, why=next(t), presented_to=(one,))
    plan = Plan(
        id=next(t),
        member=one,
        aim=aim.id,
        cue=text,
        act=text,
        question=text,
        offer=text,
        where=text,
        programme=next(t),
        zone="Europe/Berlin",
        on=DAY,
        at=time(9),
    )
    book = Book().with_(
        learner,
        member,
        other,
        Tie(a=one, b=two),
        aim,
        plan,
        Support(id=f"{one}s", aim=aim.id, member=two, help="feedback"),
        Interaction(id=f"{one}i", members=(one, two), on=DAY, got=text, gave=text, learned=text),
        Pulse(
            id=f"{one}p",
            on=DAY,
            capability=(Capability(aim=aim.id, level=6, more={"x": name}),),
            mix=Mix(social=50, more={"x": name}),
            more={"x": name},
        ),
        Wave(id=f"{one}w", name=f"Before {first}", on=DAY, programme=name, book=then.snapshot()),
        Note(id=f"{one}n", page=name, question=name, text=text),
        Dismissal(id=f"{one}d", card="alike", reason=name, about=(one, two)),
        Progress(id=f"{one}g", page=name, done=True),
    )
    return book, {token.casefold() for token in tokens} | {"berlin"}


@settings(max_examples=15, phases=[Phase.generate])  # shorter tokens would tell no more
@given(TOKENS)
def test_with_aliases_nothing_in_any_file_tells_who_it_is(tokens):
    book, secret = telling(tokens)
    for wanted in FORMATS:
        whole = inside(wanted.file(book, own)).casefold()
        assert any(token in whole for token in secret)  # else nothing is tested
        held = inside(wanted.file(book, own, names=False)).casefold()
        assert not {token for token in secret if token in held}, wanted.key


def test_contacts_and_dates_with_aliases_hold_no_address():
    book, _ = telling([f"Qx{n}zjqxzj" for n in range(28)])
    for key in ("vcf", "ics"):
        held = inside(BY_KEY[key].file(book, own, names=False))
        assert "EMAIL" not in held
        assert "URL" not in held
        assert "http" not in held
        assert ".example" not in held


def hidden(*things):
    return aliased(Book().with_(*things), own)


def test_who_is_the_same_has_the_same_alias_and_id_in_every_picture():
    ana, ben = (Member(id=n, name=n.upper(), kind="person") for n in ("ana", "ben"))
    then = Book().with_(ben, ana)
    book = hidden(ana, Wave(id="w", name="Then", on=DAY, book=then.snapshot()))
    assert [(m.id, m.name) for m in book.members] == [("member-1", "Person 1")]
    (wave,) = book.all(Wave)
    assert [(m.id, m.name) for m in wave.book.members] == [
        ("member-2", "Person 2"),
        ("member-1", "Person 1"),
    ]


def test_an_id_that_looks_like_a_new_one_is_renumbered_too():
    tom = Member(id="member-2", name="Tom", kind="person")
    ana = Member(id="member-1", name="Ana", kind="person")
    then = Book().with_(ana, tom, Tie(a="member-1", b="member-2"))
    book = hidden(tom, ana, Wave(id="w", name="Then", on=DAY, book=then.snapshot()))
    (wave,) = book.all(Wave)
    assert [m.id for m in wave.book.members] == ["member-2", "member-1"]


def test_the_numbers_of_a_network_stay():
    ana = Member(
        id="a",
        name="Ana",
        kind="person",
        closeness=2,
        trust_goodwill=5,
        participation="ask",
        rhythm=Rhythm(ideal=7),
        place=90.0,
        ties_asked=True,
    )
    budget = Aim(id="g", text="Learn budgets", presented_to=("a",))
    pulse = Pulse(id="p", on=DAY, capability=(Capability(aim="g", level=6),), engagement=7)
    book = hidden(ana, budget, pulse, Plan(id="q", member="a", act="ask", on=DAY, revision=3))
    kept = ("closeness", "trust_goodwill", "participation", "rhythm", "place", "ties_asked")
    (one,) = book.members
    assert all(getattr(one, name) == getattr(ana, name) for name in kept)
    assert book.all(Aim)[0].presented_to == ("member-1",)
    (felt,) = book.all(Pulse)
    assert felt.capability == (Capability(aim="aim-1", level=6),)
    assert felt.engagement == 7
    assert book.all(Plan)[0].revision == 3


@pytest.mark.parametrize(("theirs", "inside"), [("Mill", True), ("Harbour", False), ("", None)])
def test_whether_somebody_is_of_my_organisation_stays_without_its_name(theirs, inside):
    ana = Member(id="a", name="Ana", kind="person", organisation=theirs)
    book = hidden(Learner(organisation="mill"), ana)
    assert (book.members[0].my_organisation, book.members[0].organisation) == (inside, "")


def test_a_name_of_a_picture_that_grows_is_cut():
    jo = Member(id="j", name="Jo", kind="person")
    (wave,) = hidden(jo, Wave(id="w", name="Jo " * 60, on=DAY, book=Book().snapshot())).all(Wave)
    assert len(wave.name) <= 200


def test_a_book_with_aliases_comes_back_whole():
    book = samples.example()
    data = BY_KEY["json"].file(book, own, names=False)
    staged = portable.read([Given("a.json", data)])
    assert not staged.skipped
    assert len(staged.content.ties) == len(book.ties)
    assert len(staged.content.supports) == len(book.all(Support))
