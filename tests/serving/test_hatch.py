"""The hatch between kernels and the server: it answers its own pages, and gives a room's data to its facilitator alone."""

import json
import os
import stat
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from plnkit import hatch, sealing
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.language import PSEUDO, speaking, tr
from plnkit.serving.door import Door
from plnkit.serving.hatch import Hatch
from plnkit.serving.host import NOT_YOURS, Host

KEY, PARTICIPANT = "f" * 32, "0123456789abcdef0123456789abcdef"
SITE = "http://192.168.1.5:8866"
FOR_THE_FACILITATOR = ["presence", "everybody", "door", "renew", "close"]


@pytest.fixture
def host(tmp_path, monkeypatch):
    """A room that is open, and its server's memory."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    store = Store.open(tmp_path / "a.plnroom")
    rooms = Rooms(store.path)
    rooms.found()
    door = Door(rooms, store.id, SITE)
    host = Host(rooms, door=door)
    host.begin(KEY, "A room")
    door.begin()
    yield host
    door.close()
    rooms.close()


@pytest.fixture
def way(host, monkeypatch):
    """A way to the host, as a kernel has it in its environment."""
    there = Hatch(host.answers)
    for name, value in there.env.items():
        monkeypatch.setenv(name, value)
    yield there
    there.close()


def test_every_page_may_ask_which_room_this_is(way):
    said = hatch.ask("room")
    assert (said["title"], said["open"], said["demo"]) == ("A room", True, False)


def test_every_page_may_ask_for_what_goes_into_links_that_keep(way):
    said = hatch.ask("pass")
    assert said["site"] == SITE
    assert said["door"].startswith("?pass=")


@pytest.mark.parametrize("key", [PARTICIPANT, "", "no key", "F" * 32])
@pytest.mark.parametrize("what", FOR_THE_FACILITATOR)
def test_nobody_but_the_facilitator_gets_a_rooms_data(way, what, key):
    with pytest.raises(BookError) as refused:
        hatch.ask(what, key=key)
    assert str(refused.value) == NOT_YOURS
    assert hatch.ask("room")["open"]


def test_a_page_is_answered_in_its_own_language(way):
    with speaking(PSEUDO), pytest.raises(BookError) as refused:
        hatch.ask("door", key=PARTICIPANT)
    with speaking(PSEUDO):
        assert str(refused.value) == tr(NOT_YOURS) != NOT_YOURS


@pytest.mark.parametrize("question", [b"", b"\xff", b"[]", b"{}", b"[" * 100_000])
def test_what_is_no_question_is_a_sentence(way, question):
    with Client(way.env[hatch.PLACE]) as wire:
        wire.send_bytes(question)
        assert "try again" in json.loads(wire.recv_bytes())["sentence"]


def test_the_facilitator_sees_and_renews_the_code(way):
    before = hatch.ask("door", key=KEY)
    after = hatch.ask("renew", key=KEY)
    assert before["link"] == f"{SITE}/?code={before['code'].replace('-', '')}"
    assert before["plain"] is True
    assert after["code"] != before["code"]
    assert hatch.ask("door", key=KEY) == after


def test_where_a_room_is_closed_there_is_no_code(way):
    hatch.ask("close", key=KEY)
    assert hatch.ask("door", key=KEY)["code"] == ""
    with pytest.raises(BookError, match="closed"):
        hatch.ask("renew", key=KEY)


def test_who_has_not_the_pass_of_this_server_is_refused(way, monkeypatch):
    monkeypatch.setenv(hatch.PASS, "0" * 32)
    with pytest.raises(BookError, match="not a page of this server"):
        hatch.ask("room")


@pytest.mark.parametrize("given", [{"nonsense": 1}, {"who": 1}])
def test_a_question_that_makes_no_sense_is_a_sentence(way, given):
    with pytest.raises(BookError, match="try again"):
        hatch.ask("here", **given)


def test_a_room_that_another_server_closed_is_known_to_be_closed(tmp_path, host):
    time = [0.0]
    rooms = Rooms(tmp_path / "a.plnroom")
    other = Host(rooms, lambda: time[0])
    assert other.about()["open"]
    host.close(KEY)
    time[0] = 10.0
    assert not other.about()["open"]
    rooms.close()


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows are private by themselves")
def test_the_way_is_for_its_owner_alone(way):
    folder = Path(way.env[hatch.PLACE]).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_after_the_end_the_way_is_gone_and_pages_get_a_sentence(way):
    place = Path(way.env[hatch.PLACE])
    way.close()
    assert not place.parent.exists()
    with pytest.raises(hatch.NoRoom, match="does not answer"):
        hatch.ask("room")


def test_a_room_of_another_facilitator_is_not_mine(host):
    with pytest.raises(BookError, match="facilitator"):
        host.door(sealing.secret_of(PARTICIPANT).hex())
