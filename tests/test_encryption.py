"""A store at rest: who has no key reads nothing of it, and what was altered is found out."""

import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from plnkit import disk
from plnkit.journal import ERASED, Journal, Store
from plnkit.journal.cipher import STORED, Cipher
from plnkit.journal.database import ROWS, engine_of, writing
from plnkit.journal.folding import Row, Unread
from plnkit.journal.keys import book_of, row_key
from plnkit.model import (
    BODY_VERSION,
    Aim,
    Book,
    Dismissal,
    Interaction,
    Learner,
    Member,
    Note,
    Plan,
    Progress,
    Support,
    Tie,
    Wave,
    decode,
)

ROSA, ANA = "a1" * 16, "b2" * 16  # the keys of two learners
STORE = "0" * 32
DAY = date(2026, 3, 1)


def put(name: str, id: str | None = None, note: str = "") -> Callable[[Book], Book]:
    member = Member(id=id or name.lower(), name=name, kind="person", note=note)
    return lambda book: book.with_(member)


def add(journal: Journal, *people: str) -> None:
    for name in people:
        journal.change(put(name), f"Added {name}")


def names(journal: Journal) -> list[str]:
    return [m.name for m in journal.book.members]


OPENED: list[Journal] = []


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def open_as(where: str | Path, key: str) -> Journal:
    """Open a learner's journal as another page would: with connections of its own."""
    OPENED.append(Store.open(where).journal(key))
    return OPENED[-1]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workshop.plnroom"


@pytest.fixture(params=["file", "address"])
def where(request: pytest.FixtureRequest) -> str:
    """Where a store can be made: in a file, and in a real PostgreSQL."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def rosa(where: str) -> Journal:
    """A learner's book with three people, each added by a change of its own."""
    journal = open_as(where, ROSA)
    add(journal, "Eva", "Ben", "Cem")
    return journal


# --- what somebody reads who copies a store ---------------------------------------------------


def every_byte(where: str) -> bytes:
    """Return all that a copy of a store holds: each file, or each table as text and as it is."""
    if "://" not in where:
        return subprocess.check_output(["cat", *sorted(Path(where).parent.iterdir())])
    import psycopg  # which not everybody has

    with psycopg.connect(where) as conn:
        tables = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        text = b"".join(copied(conn, name) for (name,) in tables.fetchall())
    raw = [bytes.fromhex(found.decode()) for found in re.findall(rb"\\\\x([0-9a-f]+)", text)]
    return b"\n".join([text, *raw])


def copied(conn: Any, table: str) -> bytes:
    with conn.cursor().copy(f'COPY "{table}" TO STDOUT') as rows:
        return b"".join(bytes(row) for row in rows)


def spellings(text: str) -> set[bytes]:
    """Return how a text may stand in a file."""
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    forms |= {form.encode().hex() for form in forms}
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return {form.encode(code) for form in forms for code in codes}


def found(words: set[str], held: bytes) -> set[str]:
    """Return the words that can be read, whatever their case."""
    held = held.lower()
    return {w for w in words if any(s.lower() in held for s in spellings(w))}


WORDS = {
    "Jürgen Müßiggang",
    "Zorblatt",
    "jürgen-müßiggang-1971",
    "ana~zorblatt",
    "Wilhelmine",
    "Tee statt Kaffee: “süß”",
    "Verhandeln üben",
    "progress-keep",
    "Sprach mit Jürgen",
    "wave-frühjahr",
    "von-der-seite",
    "Weggang",
    "Quittenbaum",
}
# What every body has, so that none is there that was not thought of.
STRUCTURE = {'"type"', '"name"', "member", "interaction", "person"}


def live(journal: Journal) -> None:
    """Do in a book all that can be done in one, with names wherever a name may stand."""
    id = "jürgen-müßiggang-1971"
    journal.change(lambda b: b.with_(Learner(name="Wilhelmine")), "Said who Wilhelmine is")
    journal.change(put("Jürgen Müßiggang", id, "Tee statt Kaffee: “süß”"), "Jürgen Müßiggang")
    journal.change(put("Zorblatt", "zorblatt"), "Added Zorblatt", id="von-der-seite")
    journal.change(put("Ana", "ana"), "Added Ana")
    journal.change(lambda b: b.with_(Tie(a="ana", b="zorblatt")), "ana~zorblatt")
    meeting = Interaction(id="Quittenbaum", members=(id, "ana"), on=DAY, learned="Quittenbaum")
    aim = Aim(id="Verhandeln üben", text="Verhandeln üben")
    support = Support(id="s", aim=aim.id, member=id, help="feedback")
    plan = Plan(id="p", member=id, aim=aim.id, cue="Verhandeln üben")
    journal.change(lambda b: b.with_(meeting, aim, support, plan), "Sprach mit Jürgen", "tab1")
    others = (
        Note(id="n", page="2", question="Warum?", text="Tee statt Kaffee: “süß”"),
        Dismissal(id="d", card="c", about=(id,), reason="Weggang"),
        Progress(id="progress-keep", page="keep", done=True),
        Wave(id="wave-frühjahr", name="wave-frühjahr", on=DAY, seq=journal.seq),
    )
    journal.change(lambda b: b.with_(*others), "Weggang")
    journal.undo()
    journal.redo()
    journal.change(put("Elfriede", "Elfriede"), "Added Elfriede")
    journal.change(lambda b: b.without("Elfriede"), "Removed Elfriede")


def test_a_copied_store_yields_no_name_no_text_and_no_id(where: str) -> None:
    journal = open_as(where, ROSA)
    live(journal)
    if journal.path:
        disk.back_up(journal.path, "backup-1")
        assert len(list(journal.path.parent.iterdir())) == 4  # with its WAL, index and backup
    for _ in ("open", "closed"):
        assert found(WORDS | STRUCTURE, every_byte(where)) == set()
        journal.close()


def test_a_copied_store_yields_nothing_after_an_erasure(where: str) -> None:
    journal = open_as(where, ROSA)
    live(journal)
    journal.erase("jürgen-müßiggang-1971")
    erased = {"erased", "a change to something"}
    for _ in ("open", "closed"):
        assert found(WORDS | STRUCTURE | erased, every_byte(where)) == set()
        journal.close()


def test_each_of_these_words_can_be_read_in_a_plain_book(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "book.pln")
    live(journal)
    assert found(WORDS | STRUCTURE, every_byte(str(journal.path))) == WORDS | STRUCTURE
    journal.close()


def test_each_of_these_words_can_be_read_in_a_plain_database(address: str) -> None:
    live(Journal.open(address))
    assert found(WORDS | STRUCTURE, every_byte(address)) == WORDS | STRUCTURE


def test_a_store_holds_no_key(where: str) -> None:
    journal = open_as(where, ROSA)
    live(journal)
    journal.erase("ana")
    key = row_key(ROSA, Store.open(where).id)
    held = every_byte(where)
    for secret in (bytes.fromhex(ROSA), key, journal._cipher._hash_key):
        assert secret not in held
        assert secret.hex().encode() not in held.lower()


def test_the_same_thing_in_two_books_cannot_be_seen_to_be_the_same(where: str) -> None:
    for key in (ROSA, ANA):
        add(open_as(where, key), "Eva")
    entities = {row["entity"] for row in stored(where)}
    assert len(entities) == 2


def test_the_same_content_is_sealed_another_way_each_time(where: str) -> None:
    rosa = open_as(where, ROSA)
    add(rosa, "Eva")
    for _ in range(20):
        rosa.undo()
        rosa.redo()
    rows = stored(where)
    assert len({row["nonce"] for row in rows}) == len({row["body"] for row in rows}) == 41


def test_a_row_that_an_erasure_rewrote_has_a_new_nonce(where: str) -> None:
    rosa = open_as(where, ROSA)
    add(rosa, "Eva", "Ben")
    met = Interaction(id="i", members=("eva", "ben"), on=DAY)
    rosa.change(lambda book: book.with_(met), "Met Eva and Ben")
    before = stored(where)
    rosa.erase("eva")
    ben, meeting = stored(where)
    assert ben == before[1]
    assert meeting["nonce"] != before[2]["nonce"]
    assert meeting["entity"] == before[2]["entity"]
    assert [c.label for c in open_as(where, ROSA).changes] == ["Added Ben", ERASED]
    assert before[0]["entity"].encode() not in every_byte(where)


def test_a_plain_book_loads_no_encryption(tmp_path: Path) -> None:
    work = (
        "import sys, plnkit, plnkit.journal as j; j.Journal.open('book.pln').close(); "
        "print('nacl' in sys.modules)"
    )
    said = subprocess.check_output([sys.executable, "-c", work], cwd=tmp_path, text=True)
    assert said == "False\n"


# --- another key ------------------------------------------------------------------------------


def test_another_key_reads_nothing(rosa: Journal, where: str) -> None:
    ana = open_as(where, ANA)
    assert (names(ana), ana.changes, ana.problems) == ([], (), ())


def test_another_key_writes_undoes_and_erases_nowhere_else(rosa: Journal, where: str) -> None:
    before = stored(where)
    ana = open_as(where, ANA)
    add(ana, "Eva")
    assert ana.undo().label == "Added Eva"
    assert ana.undo() is None
    ana.erase("eva", "ben")
    ana.erase_all()
    assert stored(where) == before


def forged(where: str) -> Journal:
    """Open Rosa's book, whose id is in the store for everybody to read, with Ana's key."""
    store = Store.open(where)
    book = book_of(ROSA, store.id)
    cipher = Cipher(book, row_key(ANA, store.id))
    OPENED.append(Journal.at(engine_of(store.path or where), store.path, cipher, f"epoch:{book}"))
    return OPENED[-1]


def test_another_key_cannot_read_a_book_whose_id_it_knows(rosa: Journal, where: str) -> None:
    thief = forged(where)
    assert names(thief) == []
    assert thief.changes == ()
    assert len(thief.problems) == 3


def test_what_another_key_writes_into_a_book_is_not_read_there(rosa: Journal, where: str) -> None:
    add(forged(where), "Dan")
    assert names(open_as(where, ROSA)) == names(rosa) == ["Eva", "Ben", "Cem"]
    assert said(where, 4)


# --- what somebody alters ---------------------------------------------------------------------


def stored(where: str) -> list[dict[str, Any]]:
    """Return the rows as they lie in the database."""
    engine = engine_of(where if "://" in where else Path(where))
    with engine.connect() as conn:
        rows = [dict(row) for row in conn.execute(sa.select(ROWS).order_by(ROWS.c.seq)).mappings()]
    engine.dispose()
    return rows


def alter(where: str, seq: int, **values: object) -> None:
    """Write into a row as somebody would who has no key."""
    engine = engine_of(where if "://" in where else Path(where))
    with writing(engine) as conn:
        conn.execute(sa.update(ROWS).where(ROWS.c.seq == seq).values(values))
    engine.dispose()


def said(where: str, seq: int) -> bool:
    """Return whether one row is said, in a sentence, to be unreadable, and no other."""
    [problem] = open_as(where, ROSA).problems
    return problem.startswith(f"row {seq} cannot be read (it is not ")


def flipped(held: bytes, bit: int) -> bytes:
    at, of = divmod(bit % (len(held) * 8), 8)
    return held[:at] + bytes([held[at] ^ 1 << of]) + held[at + 1 :]


Damage = Callable[[dict[str, Any]], dict[str, object]]
DAMAGES: dict[str, Damage] = {
    "a bit of the body flipped": lambda row: {"body": flipped(row["body"], 77)},
    "the last bit flipped": lambda row: {"body": flipped(row["body"], -1)},
    "the body cut": lambda row: {"body": row["body"][:-1]},
    "the body cut at its beginning": lambda row: {"body": row["body"][1:]},
    "the body cut to less than a seal": lambda row: {"body": row["body"][:5]},
    "more at the end": lambda row: {"body": row["body"] + b"\0"},
    "an empty body": lambda _: {"body": b""},
    "no body, as if removed": lambda _: {"body": None},
    "a megabyte of noise": lambda row: {"body": row["nonce"] * 43_691},
    "a bit of the nonce flipped": lambda row: {"nonce": flipped(row["nonce"], 3)},
    "the nonce cut": lambda row: {"nonce": row["nonce"][:-1]},
    "no nonce": lambda _: {"nonce": None},
    "the nonce in the body": lambda row: {"nonce": None, "body": row["nonce"] + row["body"]},
    "another time": lambda row: {"at": row["at"].replace("+00:00", "+01:00")},
    "no time": lambda _: {"at": ""},
    "another version": lambda row: {"version": row["version"] + 1},
    "a version that is none": lambda _: {"version": -1},
    "taking back another change": lambda _: {"undoes": "1" * 32},
    "another change": lambda _: {"change": "1" * 32},
    "another thing": lambda row: {"entity": row["entity"][::-1]},
    "the algorithm blanked": lambda _: {"algorithm": ""},
    "another algorithm": lambda _: {"algorithm": "rot13"},
    "a plain row": lambda _: {
        "algorithm": "",
        "nonce": None,
        "entity": "ben",
        "label": "Added Ben",
        "body": b'{"type":"member","id":"ben","name":"Evil","kind":"person"}',
    },
}
damaged = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())


@damaged
def test_a_row_that_was_altered_is_said_and_the_rest_is_read(
    rosa: Journal, where: str, damage: Damage
) -> None:
    alter(where, 2, **damage(stored(where)[1]))
    again = open_as(where, ROSA)
    assert said(where, 2)
    assert names(again) == ["Eva", "Cem"]
    assert [c.label for c in again.changes] == ["Added Eva", "Added Cem"]


@damaged
def test_a_book_with_an_altered_row_goes_on(rosa: Journal, where: str, damage: Damage) -> None:
    alter(where, 2, **damage(stored(where)[1]))
    again = open_as(where, ROSA)
    add(again, "Dan")
    labels = [again.undo().label for _ in range(3)]
    assert labels == ["Added Dan", "Added Cem", "Added Eva"]
    assert again.undo() is None
    assert [again.redo().label for _ in range(3)] == labels[::-1]
    assert names(again) == names(open_as(where, ROSA)) == ["Eva", "Cem", "Dan"]
    assert [m.name for m in again.as_of(3).members] == ["Eva", "Cem"]


def test_an_older_row_stands_where_a_later_one_was_altered(rosa: Journal, where: str) -> None:
    rosa.change(lambda book: book.update("eva", note="new"), "Noted")
    alter(where, 4, at="")
    again = open_as(where, ROSA)
    assert again.book.member("eva").note == ""
    again.change(lambda book: book.update("eva", note="newer"), "Noted")
    again.undo()
    assert again.book.member("eva").note == ""


def test_what_hangs_on_an_altered_row_is_let_go_and_named(rosa: Journal, where: str) -> None:
    rosa.change(lambda book: book.with_(Tie(a="eva", b="ben")), "Tied")
    alter(where, 1, at="")
    again = open_as(where, ROSA)
    assert list(again.book.entities) == ["ben", "cem"]
    assert len(again.problems) == 2


def test_an_erasure_deletes_what_cannot_be_read(rosa: Journal, where: str) -> None:
    body = stored(where)[1]["body"]
    alter(where, 2, at="")  # who did so could undo it
    rosa = open_as(where, ROSA)
    rosa.erase("eva")
    assert names(rosa) == ["Cem"]
    assert rosa.problems == ()
    assert len(stored(where)) == 1
    assert body not in every_byte(where)


def test_the_label_of_a_row_is_read_from_what_is_sealed_alone(rosa: Journal, where: str) -> None:
    alter(where, 2, label="Nonsense")
    assert [c.label for c in open_as(where, ROSA).changes][1] == "Added Ben"


SEALED = ("nonce", "body")


def exchange(where: str, one: int, two: int, *columns: str) -> None:
    """Give two rows the values of each other in some columns."""
    rows = {row["seq"]: {name: row[name] for name in columns} for row in stored(where)}
    alter(where, one, **rows[two])
    alter(where, two, **rows[one])


@pytest.mark.parametrize("columns", [SEALED, ("body",), ("nonce",), ("at",), ("change",)])
def test_two_rows_that_were_swapped_are_both_said(
    rosa: Journal, where: str, columns: tuple[str, ...]
) -> None:
    exchange(where, 1, 2, *columns)
    again = open_as(where, ROSA)
    assert names(again) == ["Cem"]
    assert len(again.problems) == 2


@pytest.mark.parametrize("columns", [SEALED, ("entity",), ("body",)])
def test_two_things_of_one_change_cannot_be_swapped(where: str, columns: tuple[str, ...]) -> None:
    rosa = open_as(where, ROSA)
    both = [Member(id=name, name=name, kind="person") for name in ("eva", "ben")]
    rosa.change(lambda book: book.with_(*both), "Added two")
    exchange(where, 1, 2, *columns)
    again = open_as(where, ROSA)
    assert names(again) == []
    assert len(again.problems) == 2


def test_a_row_of_another_book_is_not_read_in_this_one(rosa: Journal, where: str) -> None:
    ana = open_as(where, ANA)
    add(ana, "Dan")
    alter(where, 4, book=rosa.id)
    assert names(open_as(where, ANA)) == []
    assert names(open_as(where, ROSA)) == ["Eva", "Ben", "Cem"]
    assert said(where, 4)


def test_the_content_of_two_books_cannot_be_swapped(rosa: Journal, where: str) -> None:
    add(open_as(where, ANA), "Dan")
    exchange(where, 1, 4, *SEALED)
    assert names(open_as(where, ANA)) == []
    assert names(open_as(where, ROSA)) == ["Ben", "Cem"]
    assert said(where, 1)


def test_a_row_of_another_store_is_not_read_in_this_one(tmp_path: Path) -> None:
    wheres = [str(tmp_path / f"{name}.plnroom") for name in "ab"]
    for where in wheres:
        add(open_as(where, ROSA), "Eva")
    theirs = stored(wheres[1])[0]
    alter(wheres[0], 1, **{name: theirs[name] for name in theirs if name not in {"book", "seq"}})
    assert names(open_as(wheres[0], ROSA)) == []
    assert said(wheres[0], 1)


def test_a_row_that_was_copied_puts_back_what_it_says_and_the_book_goes_on(
    rosa: Journal, where: str
) -> None:
    rosa.change(lambda book: book.update("eva", note="new"), "Noted")
    first = {name: value for name, value in stored(where)[0].items() if name != "seq"}
    with writing(rosa._engine) as conn:
        conn.execute(sa.insert(ROWS).values(first))
    again = open_as(where, ROSA)
    assert (again.problems, again.book.member("eva").note) == ((), "")  # true once, if not now
    add(again, "Dan")
    assert again.undo().label == "Added Dan"


def test_the_rows_of_others_are_read_while_one_is_damaged(rosa: Journal, where: str) -> None:
    ana = open_as(where, ANA)
    add(ana, "Dan")
    alter(where, 2, body=b"x" * 10**6)
    again = open_as(where, ANA)
    assert (names(again), again.problems) == (["Dan"], ())


# --- anything, anywhere -----------------------------------------------------------------------


class Content(bytes):
    """The bytes of a file, which a failing test need not print."""

    def __repr__(self) -> str:
        return f"Content of {len(self)} bytes"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A store of five rows, the fourth a removal and the fifth what takes that back."""
    file = tmp_path_factory.mktemp("whole") / "workshop.plnroom"
    store = Store.open(file)
    journal = store.journal(ROSA)
    add(journal, "Eva", "Ben", "Cem")
    journal.change(lambda book: book.without("cem"), "Removed Cem")
    journal.undo()
    store.close()
    return Content(file.read_bytes())


@pytest.fixture(scope="module")
def spot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a store can be put again and again."""
    return tmp_path_factory.mktemp("spot") / "workshop.plnroom"


def as_it_was(spot: Path, seq: int, column: str) -> bool:
    """Return whether what was put into a row is what it had: SQLite reads "1" as a number."""
    with closing(sqlite3.connect(spot)) as conn:
        sound = "SELECT version = ? AND typeof(version) = 'integer' FROM journal WHERE seq = ?"
        [same] = conn.execute(sound, (BODY_VERSION, seq)).fetchone()
    return column == "label" or (column == "version" and bool(same))


def read_altered(spot: Path, whole: bytes, seq: int, column: str, value: object) -> Journal:
    """Put something into a column as SQLite lets one, and read the book."""
    spot.write_bytes(whole)
    cast = "CAST(? AS TEXT)" if isinstance(value, bytes) and column not in SEALED else "?"
    with closing(sqlite3.connect(spot, isolation_level=None)) as conn:
        conn.execute(f"UPDATE journal SET {column} = {cast} WHERE seq = ?", (value, seq))
    store = Store.open(spot)
    journal = store.journal(ROSA)
    store.close()
    return journal


SEQS = st.integers(1, 5)
BOUND = ("change", "entity", "algorithm", "at", *SEALED)


@given(seq=SEQS, column=st.sampled_from(BOUND), bit=st.integers(0, 10**6))
@settings(max_examples=200)
def test_any_bit_that_is_flipped_is_said_and_the_rest_is_read(
    spot: Path, whole: Content, seq: int, column: str, bit: int
) -> None:
    spot.write_bytes(whole)
    held = stored(str(spot))[seq - 1][column]
    held = held if isinstance(held, bytes) else held.encode()
    journal = read_altered(spot, whole, seq, column, flipped(held, bit))
    assert len(journal.problems) == 1
    assert f"row {seq} cannot be read" in journal.problems[0]
    left = {1: {"ben", "cem"}, 2: {"eva", "cem"}, 5: {"eva", "ben"}}
    assert set(journal.book.entities) == left.get(seq, {"eva", "ben", "cem"})


ANYTHING = st.one_of(
    st.integers(-(2**63), 2**63 - 1), st.text(), st.binary(max_size=999), st.floats(allow_nan=False)
)


@given(
    seq=SEQS,
    column=st.sampled_from([*BOUND, "version", "undoes", "label"]),
    value=ANYTHING,
)
@settings(max_examples=200)
def test_whatever_stands_in_a_column_the_rest_is_read(
    spot: Path, whole: Content, seq: int, column: str, value: object
) -> None:
    journal = read_altered(spot, whole, seq, column, value)
    same = as_it_was(spot, seq, column)
    assert len(journal.problems) == (0 if same else 1)
    assert len(journal.changes) == (5 if same else 4)
    add(journal, "Dan")
    assert "Dan" in names(journal)
    assert journal.erase("eva", "dan").entities.keys() <= {"ben", "cem"}
    assert journal.problems == ()
    journal.close()


# --- the cipher -------------------------------------------------------------------------------

CIPHER = Cipher(book_of(ROSA, STORE), row_key(ROSA, STORE))
FIRST_OF_MARCH = "2026-03-01T00:00:00.000000+00:00"
EVA = Row(
    7,
    "c" * 32,
    "Added Eva",
    None,
    "eva",
    BODY_VERSION,
    b'{"type":"member","id":"eva","name":"Eva","kind":"person"}',
    FIRST_OF_MARCH,
)


def lying(sealed: dict[str, Any], seq: int) -> tuple[Any, ...]:
    return tuple({**sealed, "seq": seq}[name] for name in STORED)


@given(
    row=st.builds(
        Row,
        st.integers(1, 2**63 - 1),
        st.text(),
        st.text(),
        st.none() | st.text(),
        st.text(min_size=1, max_size=200),
        st.integers(1, 99),
        st.none() | st.binary(),
        st.text(),
    )
)
def test_a_sealed_row_opens_as_it_was(row: Row) -> None:
    assert CIPHER.opened(lying(CIPHER.sealed(row), row.seq)) == row


def test_what_is_removed_looks_like_what_is_put() -> None:
    removed = CIPHER.sealed(EVA._replace(body=None))
    assert removed["body"] is not None
    assert {name: type(value) for name, value in removed.items()} == {
        name: type(value) for name, value in CIPHER.sealed(EVA).items()
    }


def test_the_columns_cannot_run_into_one_another() -> None:
    sealed = CIPHER.sealed(EVA._replace(undoes="ab", at="c"))
    assert isinstance(CIPHER.opened(lying({**sealed, "undoes": "a", "at": "bc"}, 7)), Unread)


def test_a_row_that_was_sealed_once_opens_for_ever() -> None:
    sealed = {
        "entity": "a3e32854c311b0dbecb1a708d5b7a1ce",
        "change": EVA.change,
        "label": "",
        "undoes": None,
        "version": 1,
        "algorithm": "xchacha20-poly1305",
        "nonce": bytes(range(24)),
        "body": bytes.fromhex(
            "b442879c9636459e82cf34a4356f8270aac7dbe964834975f63ff52c8b426445bf3c2a06"
            "71dac198cebe10cc645cf59defc4d93f21b837068ef11be76e5b0946efc7f15b0e36cd9f"
            "2b6e2f6edeb38e29aecf668c3fb48a70ef27"
        ),
        "at": FIRST_OF_MARCH,
    }
    row = CIPHER.opened(lying(sealed, 7))
    assert row == EVA
    assert decode(row.body) == Member(id="eva", name="Eva", kind="person")


def test_the_key_of_the_rows_is_derived_the_same_way_for_ever() -> None:
    assert (
        row_key(ROSA, STORE).hex()
        == "141dd881fb781285e039a7b14a3f4dcfbb19b6d25d6820a4e78675e9043dfde5"
    )


def test_the_id_of_a_book_tells_nothing_of_the_key_of_its_rows() -> None:
    assert book_of(ROSA, STORE) not in row_key(ROSA, STORE).hex()
    assert row_key(ROSA, STORE) != row_key(ROSA, "1" * 32) != row_key(ANA, "1" * 32)


@pytest.mark.parametrize("id", ["von-der-seite", "A1" * 16, "a1" * 15, "a1" * 16 + "\n", "ä" * 32])
def test_the_id_of_a_change_that_may_hold_words_is_hashed(id: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", CIPHER.change(id))
    assert CIPHER.change(id) != id
    assert CIPHER.change(id) == CIPHER.change(id)


def test_a_change_whose_id_was_hashed_is_written_once_all_the_same(where: str) -> None:
    rosa = open_as(where, ROSA)
    for name in ("Eva", "Ben"):
        rosa.change(put(name), f"Added {name}", id="von-der-seite")
    assert names(rosa) == ["Eva"]


# --- everything still works -------------------------------------------------------------------


def test_a_wave_shows_the_book_of_its_day(rosa: Journal, where: str) -> None:
    wave = Wave(id="w", name="Spring", on=DAY, seq=rosa.seq)
    rosa.change(lambda book: book.with_(wave), "Took a picture")
    rosa.change(lambda book: book.without("eva"), "Removed Eva")
    again = open_as(where, ROSA)
    picture = again.picture(again.book.all(Wave)[0])
    assert [m.name for m in picture.members] == ["Eva", "Ben", "Cem"]
    assert names(again) == ["Ben", "Cem"]


def test_two_tabs_and_an_undo_after_a_reload(rosa: Journal, where: str) -> None:
    other = open_as(where, ROSA)
    other.change(lambda book: book.update("eva", closeness=1), "Closer")
    assert rosa.refresh().member("eva").closeness == 1
    again = open_as(where, ROSA)
    assert again.undo().label == "Closer"
    assert rosa.refresh() == other.refresh() == again.book
    assert rosa.redo().label == "Closer"
    assert open_as(where, ROSA).book.member("eva").closeness == 1


def test_everything_of_one_learner_is_erased_and_nothing_of_another(
    rosa: Journal, where: str
) -> None:
    ana = open_as(where, ANA)
    add(ana, "Dan")
    bodies = [row["body"] for row in stored(where)]
    assert len(rosa.erase_all()) == 0
    held = every_byte(where)
    assert [body in held for body in bodies] == [False, False, False, True]
    add(rosa, "Eva")
    assert names(open_as(where, ROSA)) == ["Eva"]
    assert names(open_as(where, ANA)) == ["Dan"]


def test_a_row_of_a_newer_version_keeps_its_version_and_its_fields(where: str) -> None:
    rosa = open_as(where, ROSA)
    body = b'{"type":"member","id":"eva","name":"Eva","kind":"person","mood":"blue"}'
    newer = rosa._cipher.sealed(EVA._replace(version=BODY_VERSION + 1, body=body))
    with writing(rosa._engine) as conn:
        conn.execute(sa.insert(ROWS).values(**newer, tab=""))
    rosa.change(lambda book: book.update("eva", note="n"), "Noted")
    assert [row["version"] for row in stored(where)] == [BODY_VERSION + 1] * 2
    assert open_as(where, ROSA).book.member("eva").more == {"mood": "blue"}


def test_a_row_that_only_a_newer_version_reads_goes_when_it_names_the_erased(where: str) -> None:
    rosa = open_as(where, ROSA)
    add(rosa, "Eva", "Ben")
    with writing(rosa._engine) as conn:
        for id, of in (("b1", "eva"), ("b2", "ben")):
            body = f'{{"type":"badge","id":"{id}","of":"{of}"}}'.encode()
            row = rosa._cipher.sealed(EVA._replace(entity=id, version=9, body=body))
            conn.execute(sa.insert(ROWS).values(**row, tab=""))
    rosa.erase("eva")
    assert [row["seq"] for row in stored(where)] == [2, 4]
