"""The door: who comes in with a code or a pass, and who is told why not."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plnkit import sealing
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.rooms import Code, Rooms
from plnkit.language import PSEUDO, speaking, tr
from plnkit.serving import codes
from plnkit.serving.door import CLOSED, CUT, EXPIRED, OLD, TOO_MANY, UNKNOWN, Door
from plnkit.serving.guesses import ALL, EACH, MINUTE, Guesses

ROOM_KEY = "f" * 32
SITE = "http://192.168.1.5:8866"


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.seconds, self.began = 0.0, datetime.now(UTC)

    def __call__(self):
        return self.seconds

    def date(self):
        return self.began + timedelta(seconds=self.seconds)


@pytest.fixture(autouse=True)
def runtime(tmp_path, monkeypatch):
    """A user who has served nothing yet."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    return Store.open(tmp_path / "a.plnroom")


@pytest.fixture
def rooms(store):
    """A store with a room that is open."""
    rooms = Rooms(store.path)
    rooms.found()
    public = sealing.public_of(ROOM_KEY, "room")
    rooms.open(sealing.id_of(public), public, "A room")
    yield rooms
    rooms.close()


@pytest.fixture
def door(rooms, store, clock):
    """A door with a code that lets in."""
    door = Door(rooms, store.id, SITE, Guesses(clock), clock.date)
    door.begin()
    yield door
    door.close()


def knock(door, address="10.0.0.7", **brought):
    """Return the sentence that somebody is told, "" when they are let in."""
    refusal = asyncio.run(door.knock(address, **brought))
    return refusal.sentence if refusal else ""


@pytest.mark.parametrize(
    ("brought", "said"), [({"code": "WRONG"}, UNKNOWN), ({"pass_": "20200101-x"}, CUT)]
)
def test_who_knocks_is_told_in_their_own_language(door, brought, said):
    with speaking(PSEUDO):
        assert knock(door, **brought) == tr(said) != said
    assert knock(door, **brought) == said


# --- codes ----------------------------------------------------------------------------------------


@given(st.text(codes.ALPHABET, min_size=8, max_size=8))
def test_a_code_is_read_as_it_is_shown(code):
    assert codes.read(codes.shown(code)) == code


@pytest.mark.parametrize(
    "text", ["abcd-1o2l", "ABCD 102I", " aBcD10-2i ", "ABCD1O21", "a b c d 1 0 2 1"]
)
def test_letters_that_look_like_digits_are_read_as_digits(text):
    assert codes.read(text) == "ABCD1021"


@pytest.mark.parametrize(
    "text", ["", "ABCD123", "ABCD12345", "ABCDU123", "ABCD-12é4", "🙂" * 8, "x" * 9999]
)
def test_what_can_be_no_code_is_none(text):
    assert codes.read(text) == ""


def test_a_code_has_eight_letters_that_cannot_be_mixed_up(door):
    code = door.current().code
    assert len(code) == 8
    assert not set(code) & set("ILOU")


def test_a_printed_code_is_good_at_the_next_server_too(door, rooms, store, clock):
    other = Door(rooms, store.id, SITE, now=clock.date)
    other.begin()
    assert other.current() == door.current()


def test_a_code_that_another_computer_made_lets_in_until_one_is_begun_here(door, rooms, clock):
    (room, later) = rooms.current(), clock.date() + timedelta(hours=1)
    rooms.put_code(room.id, Code(2, codes.digest(room.id, "ABCD2345"), later))
    assert knock(door, code="abcd-2345") == ""
    assert door.current() is None
    door.begin()
    assert knock(door, code="abcd-2345") == EXPIRED
    assert knock(door, code=door.current().code) == ""


def test_no_code_stands_in_the_store(door, store):
    asyncio.run(door.knock("10.0.0.7", code="ABCD2345"))
    kept = b"".join(f.read_bytes() for f in store.path.parent.glob("a.plnroom*"))
    for code in (door.current().code, "ABCD2345"):
        for text in (code, codes.shown(code), code.lower()):
            assert text.encode() not in kept
            assert text.encode("utf-16-le") not in kept


# --- a code lets in, or does not ------------------------------------------------------------------


def test_the_code_lets_in_as_people_type_it(door):
    code = door.current().code
    assert [knock(door, code=c) for c in (code, codes.shown(code), code.lower())] == ["", "", ""]


@pytest.mark.parametrize("text", ["ABCD2345", "nonsense", "'; drop table rooms", "\0" * 8, "٣" * 8])
def test_an_unknown_code_is_a_sentence(door, text):
    assert knock(door, code=text) == UNKNOWN


def test_a_code_lets_in_for_a_day(door, clock):
    code = door.current().code
    clock.seconds = 24 * 3600 - 1
    assert knock(door, code=code) == ""
    clock.seconds = 24 * 3600 + 1
    assert knock(door, code=code) == EXPIRED


def test_an_expired_code_is_renewed_at_the_next_start(door, clock):
    before = door.current().code
    clock.seconds = 25 * 3600
    door.begin()
    assert door.current().code != before
    assert knock(door, code=door.current().code) == ""


def test_a_renewed_code_lets_in_and_the_one_before_no_more(door):
    before = door.current().code
    door.renew()
    assert knock(door, code=before) == EXPIRED
    assert knock(door, code=door.current().code) == ""


def test_the_code_of_a_closed_room_says_that_it_is_closed(door, rooms):
    code = door.current().code
    rooms.end(rooms.current().id)
    assert knock(door, code=code) == CLOSED
    assert knock(door, code="ABCD2345") == UNKNOWN
    assert door.current() is None
    assert door.link() == f"{SITE}/"
    with pytest.raises(BookError, match="closed"):
        door.renew()


def test_the_code_of_the_room_before_says_that_it_is_closed(door, rooms):
    code, before = door.current().code, rooms.current()
    door.close_behind(before)
    rooms.end(before.id)
    public = sealing.public_of("e" * 32, "room")
    rooms.open(sealing.id_of(public), public, "Another")
    door.begin()
    assert knock(door, code=code) == CLOSED


def test_where_the_store_cannot_be_read_that_is_said(door, rooms, store):
    rooms.close()
    store.path.write_bytes(b"no more")
    refusal = asyncio.run(door.knock("10.0.0.7", code="ABCD2345"))
    assert refusal.status == 503


# --- guessing -------------------------------------------------------------------------------------


def test_after_thirty_wrong_codes_an_address_waits_and_others_do_not(clock):
    guesses = Guesses(clock)
    for _ in range(EACH):
        assert guesses.wait("a") == 0
        guesses.wrong("a")
    assert guesses.wait("a") == MINUTE
    assert guesses.wait("b") == 0


def test_the_pause_ends_after_a_minute(clock):
    guesses = Guesses(clock)
    for _ in range(EACH):
        guesses.wrong("a")
    clock.seconds = MINUTE - 0.5
    assert guesses.wait("a") == 1
    clock.seconds = MINUTE
    assert guesses.wait("a") == 0
    guesses.wrong("a")
    assert guesses.wait("a") == 0


def test_wrong_codes_that_come_slowly_are_borne(clock):
    guesses = Guesses(clock)
    for number in range(10 * EACH):
        clock.seconds = number * 2.1
        guesses.wrong("a")
        assert guesses.wait("a") == 0


def test_many_addresses_together_make_all_wait(clock):
    guesses = Guesses(clock)
    for number in range(ALL):
        assert guesses.wait("somebody else") == 0
        guesses.wrong(f"10.0.{number % 200}.1")
    assert guesses.wait("somebody else") == MINUTE
    clock.seconds = MINUTE
    assert guesses.wait("somebody else") == 0


def test_guesses_that_come_all_at_once_are_counted_too(door):
    async def scene():
        wrong = (f"{number:08}".replace("8", "9") for number in range(60))
        return await asyncio.gather(*(door.knock("10.0.0.7", code=code) for code in wrong))

    said = [refusal.sentence for refusal in asyncio.run(scene())]
    assert (said.count(UNKNOWN), said.count(TOO_MANY)) == (EACH, 60 - EACH)


def test_who_must_wait_is_not_let_in_by_the_right_code_either(door, clock):
    for _ in range(EACH):
        knock(door, code="no code")
    refusal = asyncio.run(door.knock("10.0.0.7", code=door.current().code))
    assert (refusal.sentence, refusal.status, refusal.wait) == (TOO_MANY, 429, MINUTE)
    assert knock(door, "10.0.0.8", code=door.current().code) == ""
    clock.seconds = MINUTE
    assert knock(door, code=door.current().code) == ""


def test_an_expired_code_is_no_guess(door):
    before = door.current().code
    door.renew()
    assert {knock(door, code=before) for _ in range(EACH + 1)} == {EXPIRED}


def test_guessing_is_logged_in_a_line_without_a_code(door, caplog):
    caplog.set_level(logging.INFO)
    for _ in range(EACH + 5):
        knock(door, code="ABCD2345")
    (line,) = caplog.messages
    assert line == "too many wrong join codes: 10.0.0.7 must wait a minute"


def test_the_audit_tells_how_many_wrong_codes_came(door, rooms):
    for _ in range(12):
        knock(door, code="ABCD2345")
    for _ in range(2):
        asyncio.run(door.tell())
    lines = [line.what for line in rooms.lines(rooms.current().id)]
    assert lines[0] == "12 wrong join codes"
    assert sum("wrong" in line for line in lines) == 1


# --- passes ---------------------------------------------------------------------------------------


def brought(door):
    return door.pass_.removeprefix("?pass=")


def test_a_pass_lets_in_when_the_code_has_expired_and_when_the_room_is_closed(door, rooms, clock):
    kept = brought(door)
    clock.seconds = 25 * 3600
    assert knock(door, pass_=kept) == ""
    rooms.end(rooms.current().id)
    assert knock(door, pass_=kept) == ""


def test_a_pass_lets_in_for_half_a_year(door, clock):
    kept = brought(door)
    clock.seconds = 179 * 24 * 3600
    assert knock(door, pass_=kept) == ""
    clock.seconds = 182 * 24 * 3600
    assert knock(door, pass_=kept) == OLD


def test_a_pass_with_a_later_date_is_forged(door):
    until, sign = brought(door).split("-")
    assert knock(door, pass_=f"{int(until) + 10_000}-{sign}") == CUT


@pytest.mark.parametrize("text", ["x", "-", "20991231", "20991231-", "é-é", "20991231-" + "a" * 16])
def test_what_is_no_pass_is_a_sentence(door, text):
    assert knock(door, pass_=text) == CUT


def test_a_pass_of_another_store_is_none_here(door, rooms, clock):
    other = Door(rooms, "another", SITE, now=clock.date)
    assert knock(door, pass_=brought(other)) == CUT


def test_forged_passes_are_guesses_too(door):
    said = [knock(door, pass_="20991231-aaaa") for _ in range(EACH + 1)]
    assert said[-1] == TOO_MANY


# --- what a facilitator sees ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "plain"),
    [
        ("http://192.168.1.5:8866", True),
        ("http://127.0.0.1:8866", False),
        ("http://localhost:8866", False),
        ("http://[::1]:8866", False),
        ("https://room.example:443", False),
    ],
)
def test_plain_http_in_a_network_is_named(rooms, store, site, plain):
    assert Door(rooms, store.id, site).about()["plain"] is plain


def test_what_a_facilitator_sees_of_the_door(door):
    code = door.current().code
    about = door.about()
    assert about["link"] == f"{SITE}/?code={code}"
    assert about["code"] == codes.shown(code)
    assert datetime.fromisoformat(about["expires"]) > datetime.now(UTC) - timedelta(days=3650)
