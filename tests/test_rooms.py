"""What a store holds beside books, in SQLite and in PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest

from plnkit import sealing
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.rooms import Code, Rooms, Sealed

KEY = "a1" * 16
PUBLIC = sealing.public_of(KEY, "room")
ROOM = sealing.id_of(PUBLIC)
NOW = datetime.now(UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def rooms(request, tmp_path):
    where = (
        request.getfixturevalue("address")
        if request.param == "postgresql"
        else tmp_path / "a.plnroom"
    )
    Store.open(where)
    rooms = Rooms(where)
    rooms.found()
    yield rooms
    rooms.close()


def share(id="s", mark="m", sealed=b"\x00\xff"):
    return Sealed(id, ROOM, mark, sealed, NOW)


def said(rooms, who=None):
    return [line.what for line in rooms.lines(ROOM, who)]


def test_a_store_has_no_room_at_first(rooms):
    assert rooms.current() is None


def test_making_the_tables_twice_keeps_what_is_there(rooms):
    rooms.open(ROOM, PUBLIC, "Ours")
    rooms.found()
    assert rooms.current().title == "Ours"


def test_the_room_that_was_opened_last_is_the_current_one(rooms):
    rooms.open("first", PUBLIC, "First")
    rooms.end("first")
    rooms.open(ROOM, PUBLIC, "Second")
    assert (rooms.current().id, rooms.current().public) == (ROOM, PUBLIC)


def test_a_room_is_not_opened_beside_one_that_is_open(rooms):
    assert rooms.open("first", PUBLIC, "First")
    assert not rooms.open("second", PUBLIC, "Second")
    assert rooms.current().id == "first"


def test_of_two_servers_that_begin_the_same_code_one_does(rooms):
    later = NOW + timedelta(hours=1)
    rooms.put_code(ROOM, Code(1, b"mine", later))
    rooms.put_code(ROOM, Code(1, b"theirs", later))
    assert [code.digest for code in rooms.codes(ROOM)] == [b"mine"]


def test_what_was_shown_is_kept_only_over_what_was_known(rooms):
    assert rooms.put_screen(ROOM, b"one", None)
    assert not rooms.put_screen(ROOM, b"two", None)
    assert rooms.put_screen(ROOM, b"two", b"one")
    assert rooms.screen(ROOM) == b"two"


def test_a_share_is_read_as_it_was_put(rooms):
    rooms.put(share())
    assert rooms.share("s") == share()
    assert rooms.shares(ROOM) == [share()]
    assert rooms.marks(ROOM) == {"s": "m"}


def test_a_share_that_is_put_again_takes_the_place_of_the_one_before(rooms):
    rooms.put(share())
    rooms.put(share(mark="n", sealed=b"2"))
    assert rooms.shares(ROOM) == [share(mark="n", sealed=b"2")]


def test_a_share_that_is_taken_back_is_gone(rooms):
    rooms.put(share())
    rooms.take_back(share())
    assert rooms.shares(ROOM) == []


def test_each_step_of_a_share_is_a_line_of_the_audit(rooms):
    rooms.put(share())
    rooms.put(share(sealed=b"2"))
    rooms.take_back(share())
    assert said(rooms, "s") == ["withdrew what was shared", "changed what is shared", "shared"]


def test_a_share_that_is_put_once_more_is_one_line(rooms):
    rooms.put(share())
    rooms.put(share())
    assert said(rooms, "s") == ["shared"]


def test_a_share_sees_its_own_lines_alone(rooms):
    rooms.put(share("s"))
    rooms.put(share("t"))
    assert (len(said(rooms)), len(said(rooms, "t"))) == (2, 1)


def test_a_room_that_is_closed_keeps_no_share_and_no_code(rooms):
    rooms.open(ROOM, PUBLIC, "Ours")
    rooms.put(share())
    rooms.put_code(ROOM, Code(0, b"hash", NOW + timedelta(hours=1)))
    rooms.end(ROOM)
    assert (rooms.shares(ROOM), rooms.codes(ROOM)) == ([], [])
    assert rooms.current().ended is not None
    assert said(rooms)[0] == "closed the room"


def test_a_room_that_is_closed_takes_no_share(rooms):
    rooms.open(ROOM, PUBLIC, "Ours")
    rooms.end(ROOM)
    with pytest.raises(BookError, match="This room is closed"):
        rooms.put(share())
    assert rooms.shares(ROOM) == []


def test_a_new_code_ends_the_one_before(rooms):
    for number in (0, 1):
        rooms.put_code(ROOM, Code(number, b"hash", NOW + timedelta(hours=1)))
    new, old = rooms.codes(ROOM)
    assert (new.number, old.number) == (1, 0)
    assert old.expires <= datetime.now(UTC) < new.expires


def test_a_coach_is_found_by_id_and_another_key_does_not_take_their_place(rooms):
    rooms.put_coach("c", b"first")
    rooms.put_coach("c", b"second")
    assert (rooms.coach("c"), rooms.coach("d")) == (b"first", None)


def test_what_was_withdrawn_is_in_no_file(rooms, tmp_path):
    rooms.put(share(sealed=b"unmistakable"))
    rooms.take_back(share())
    files = [f for f in tmp_path.iterdir() if f.is_file()]
    assert not any(b"unmistakable" in f.read_bytes() for f in files)
