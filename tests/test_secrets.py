"""A store that somebody copied, with its log and its backups, says nothing without the keys."""

from datetime import date
from pathlib import Path

import pytest
from postgresql import ask

from plnkit import samples, sealing, sharing
from plnkit.journal import Store
from plnkit.journal.keys import book_of
from plnkit.journal.rooms import Rooms
from plnkit.model import Aim, Interaction, Learner, Member, Note, Plan
from plnkit.rooms import Coaching
from plnkit.rooms.visit import Recipient, Visit
from plnkit.serving.host import Host
from plnkit.shares import Share

LEARNER, OTHER, ROOM, COACH = ("a1" * 16, "b2" * 16, "c3" * 16, "d4" * 16)
WORDS = (
    "Mirabel Quimby", "Zsófia Þórsdóttir", "the marzipan budget", "ask about walruses",
    "two ferrets and a ledger", "under the clock at Yew Lane", "an umbrella of mine",
    "Kestrelworks", "needs-a-nudge", "Octavia Plumm", "Tuesdays at nine", "fifteen teaspoons",
    "lemon juggling",
)  # fmt: skip


def book(old):
    mirabel = Member(
        id="Mirabel Quimby", name=WORDS[0], kind="person", closeness=1, note=WORDS[3],
        organisation=WORDS[7], email="mirabel@quimby.test",
    )  # fmt: skip
    return old.with_(
        Learner(name=WORDS[1]),
        mirabel,
        Aim(id="a", text=WORDS[2], why=WORDS[12]),
        Interaction(id="i", members=(mirabel.id,), on=date(2026, 11, 2), gave=WORDS[4]),
        Plan(id="p", member=mirabel.id, where=WORDS[5], offer=WORDS[6]),
    )


def a_whole_workshop(where):
    """A learner writes, shares with the room and a coach, withdraws; the coach keeps notes."""
    store = Store.open(where)
    rooms = Rooms(where)
    rooms.found()
    host = Host(rooms, lambda: 0.0)
    host.begin(ROOM, "Ours")
    mine = store.journal(LEARNER)
    mine.change(book, f"Added {WORDS[0]}")
    mine.change(lambda old: old.update("a", text=WORDS[8]), f"Changed {WORDS[2]}")
    mine.undo()
    coach = Coaching(COACH, str(where))
    coach.found()
    notes = store.journal(COACH)
    note = Note(id="coach-learner", page="coach", question=WORDS[9], text=WORDS[10])
    notes.change(lambda old: old.with_(note), f"Wrote about {WORDS[9]}")
    room = Recipient(host.room.id, host.room.public)
    whole = Share(id="", to="", alias=WORDS[1], asks=(WORDS[2],), book=mine.book.snapshot())
    visit = Visit(LEARNER, str(where))
    visit.share(sharing.drafted(mine.book), room)
    visit.share(whole, visit.coach(coach.id))
    for number, one in enumerate(samples.cohort()[:6]):
        drafted = sharing.drafted(one)
        Visit(f"{number:032x}", str(where)).share(drafted, room)
    host.here(sealing.share_of(LEARNER, room.id), "network", 3)
    host.picture()
    assert len(coach.learners()) == 1
    visit.withdraw(visit.coach(coach.id))
    return mine, notes, rooms


def secrets():
    spoken = [*WORDS, "mirabel", LEARNER, ROOM, COACH, OTHER]
    spoken += [aim.text for one in samples.cohort()[:6] for aim in one.all(Aim)]
    spoken += [bytes.fromhex(key) for key in (LEARNER, ROOM, COACH)]
    spoken.append(bytes(sealing.pair_of(ROOM, "room")))
    for word in spoken:
        if isinstance(word, bytes):
            yield word
        else:
            yield word.encode()
            yield word.encode("utf-16-le")
            yield word.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")


def found_in(content):
    return [word for word in secrets() if word in content]


def test_no_file_of_a_workshop_holds_a_name_a_text_or_a_key(tmp_path):
    opened = a_whole_workshop(tmp_path / "a.plnroom")
    files = [f for f in Path(tmp_path).iterdir() if f.is_file()]
    assert {f.name for f in files} >= {"a.plnroom", "a.plnroom-wal"}
    assert {f.name: found for f in files if (found := found_in(f.read_bytes()))} == {}
    for one in opened:
        one.close()
    left = (tmp_path / "a.plnroom").read_bytes()
    assert found_in(left) == []


def test_a_database_of_a_workshop_holds_no_name_no_text_and_no_key(address):
    for one in a_whole_workshop(address):
        one.close()
    tables = [name for (name,) in ask(address, TABLES)]
    assert {"journal", "shares", "rooms", "audit"} <= set(tables)
    content = "".join(str(ask(address, f'SELECT t::text FROM "{name}" t')) for name in tables)
    raw = b"".join(
        bytes(value)
        for name, column in (("journal", "body"), ("shares", "sealed"), ("screens", "sealed"))
        for (value,) in ask(address, f"SELECT {column} FROM {name}")
        if value
    )
    assert found_in(content.encode() + raw) == []


TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def test_what_is_looked_for_is_found_where_nothing_is_sealed(path):
    """The twin: in a book of one's own, which is plain, the same search finds the words."""
    from plnkit.journal import Journal

    mine = Journal.open(path)
    mine.change(book, f"Added {WORDS[0]}")
    mine.close()
    found = found_in(path.read_bytes())
    assert {word.encode() for word in WORDS[:8]} - set(found) <= {WORDS[1].encode()}


def test_the_id_of_a_book_opens_no_book_and_writes_into_none(tmp_path):
    """A book's id looks like a key, and stands in the store for all who have a copy."""
    opened = a_whole_workshop(tmp_path / "a.plnroom")
    store = Store.open(tmp_path / "a.plnroom")
    other = store.journal(book_of(LEARNER, store.id))
    assert other.book.members == ()
    other.change(lambda old: old.with_(Learner(name="Somebody")), "Came in")
    assert opened[0].refresh().learner.name == WORDS[1]
    for one in (*opened, other):
        one.close()


@pytest.mark.parametrize("key", [OTHER, ROOM, COACH])
def test_another_key_opens_nothing_of_a_learners(tmp_path, key):
    opened = a_whole_workshop(tmp_path / "a.plnroom")
    (other,) = [Store.open(tmp_path / "a.plnroom").journal(key)]
    assert WORDS[0] not in str(other.book)
    assert len(Coaching(OTHER, str(tmp_path / "a.plnroom")).learners()) == 0
    for one in (*opened, other):
        one.close()
