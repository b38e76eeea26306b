"""A workshop's entrance on the wire: links, codes and passes, and what a guesser meets."""

import asyncio
import re
import socket

import pytest
from participant import Participant

from plnkit.serving.door import CUT, EXPIRED, TOO_MANY, UNKNOWN
from plnkit.serving.guesses import EACH

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """One workshop for all who only look."""
    from workshops import Workshop

    one = Workshop(tmp_path_factory.mktemp("room"), PLNKIT_READY="0")
    yield one
    one.stop()


def stranger(room):
    return Participant(room.link)


def ask(person, *paths):
    """Return what a person is answered at the last of some addresses."""

    async def scene():
        return [await person.get(path) for path in paths][-1]

    return asyncio.run(scene())


def page(answer):
    return answer.body.decode()


def test_the_link_lets_in_and_its_code_leaves_the_address(room):
    person = stranger(room)
    answer = ask(person, f"/{person.door}")
    assert (answer.code, answer.headers["Location"]) == (302, "/")
    assert ask(person, "/").code == 200


def test_a_link_to_a_page_leads_to_the_page(room):
    person = stranger(room)
    assert ask(person, f"/network{person.door}").headers["Location"] == "/network"


def test_a_code_that_is_typed_as_people_do_lets_in(room):
    person = stranger(room)
    typed = person.door.partition("=")[2].lower()
    answer = ask(person, f"/join?code={typed[:4]}%20-%20{typed[4:]}")
    assert (answer.code, answer.headers["Location"]) == (302, "/")
    assert ask(person, "/").code == 200


def test_without_a_code_there_is_a_form_that_needs_no_script(room):
    for path in ("/", "/network", "/nothing", "/wall"):
        answer = ask(stranger(room), path)
        assert answer.code == 403
        assert '<form class="pln-join" action="/join" method="get">' in page(answer)
    answer = ask(stranger(room), "/join")
    assert answer.code == 200
    assert 'name="code"' in page(answer)


@pytest.mark.parametrize("path", ["/?code=ABCD2345", "/join?code=ABCD2345", "/wall?code=x"])
def test_a_wrong_code_is_a_sentence_and_lets_nobody_in(room, path):
    person = stranger(room)
    answer = ask(person, path)
    assert answer.code == 403
    assert UNKNOWN in page(answer)
    assert ask(person, "/wall/state").code == 403


@pytest.mark.parametrize("text", ["%3Cb%3E", "%FF%FE", "A" * 3000, "", "%00", "ABCD2345&code=x"])
def test_nothing_that_is_typed_breaks_the_form(room, text):
    answer = ask(stranger(room), f"/join?code={text}")
    assert answer.code in {200, 400, 403}
    assert "<b>" not in page(answer)


def test_a_token_lets_nobody_in(room):
    assert ask(stranger(room), "/?token=").code == 403
    assert ask(stranger(room), f"/?token={room.link.partition('=')[2]}").code == 403


def test_who_is_in_already_is_not_asked_again(room):
    person = stranger(room)
    assert ask(person, f"/{person.door}", "/?code=ABCD2345").code == 302


def test_a_pass_on_a_page_opens_it_in_another_browser(room):
    person, phone = stranger(room), stranger(room)
    for path in ("/", "/network"):
        found = re.search(r'data-door="(\?pass=[^"]+)"', page(ask(person, f"/{person.door}", path)))
        assert found, path
    assert ask(phone, f"/{found[1]}").code == 302
    assert ask(phone, "/").code == 200


def test_a_forged_pass_is_a_sentence(room):
    answer = ask(stranger(room), "/?pass=20991231-aaaaaaaaaaaaaaaa")
    assert answer.code == 403
    assert CUT in page(answer)


def test_a_page_knows_in_which_store_it_is_and_in_which_role(room):
    person = stranger(room)
    found = page(ask(person, f"/{person.door}", "/network"))
    assert re.search(
        r'data-store="[0-9a-f]{32}" data-entry="/" data-door="[^"]+"\s+data-role=""', found
    )


def test_a_workshop_says_its_title_on_the_start_as_text(workshop):
    room = workshop("--title", "<b>Ideas & more</b>", PLNKIT_READY="0")
    person = stranger(room)
    assert "<bdi>&lt;b&gt;Ideas &amp; more&lt;/b&gt;</bdi>" in page(
        ask(person, f"/{person.door}", "/")
    )


def test_a_guesser_waits_and_is_logged_without_a_code(workshop):
    room = workshop(PLNKIT_READY="0")
    guesser = stranger(room)

    async def scene():
        paths = [f"/?code=ABCD{number:04}" for number in range(EACH + 3)]
        return [await guesser.get(path) for path in paths]

    answers = asyncio.run(scene())
    assert [answer.code for answer in answers] == [403] * EACH + [429] * 3
    assert TOO_MANY in page(answers[-1])
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert room.said == ["too many wrong join codes: 127.0.0.1 must wait a minute"]
    room.stop()
    kept = b"".join(f.read_bytes() for f in room.folder.iterdir())
    assert f"{EACH} wrong join codes".encode() in kept
    assert b"ABCD00" not in kept


def test_the_link_of_last_time_is_good_after_a_restart(workshop):
    first = workshop(PLNKIT_READY="0")
    assert re.fullmatch(
        rf"{re.escape(first.link.partition('?')[0])}facilitator\?pass=\S+#key=[0-9a-f]{{32}}",
        first.facilitator,
    )
    first.stop()
    again = workshop(PLNKIT_READY="0")
    assert again.link == first.link
    assert "#key=" not in again.facilitator
    person = stranger(first)
    assert ask(person, f"/{person.door}").code == 302


def test_a_new_room_has_another_code_and_key_and_the_old_code_says_that_it_is_over(workshop):
    first = workshop(PLNKIT_READY="0")
    first.stop()
    again = workshop("--new-room", PLNKIT_READY="0")
    assert again.link != first.link
    assert again.facilitator.partition("#")[2] not in {"", first.facilitator.partition("#")[2]}
    answer = ask(stranger(first), f"/{stranger(first).door}")
    assert "This workshop is closed" in page(answer)


def test_two_servers_of_one_store_have_one_door(workshop):
    first = workshop(PLNKIT_READY="0")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    other = workshop("--port", str(port), PLNKIT_READY="0")
    assert first.link.partition("?")[2] == other.link.partition("?")[2]
    person = stranger(other)
    assert ask(person, f"/{person.door}").code == 302


def test_a_renewed_code_lets_in_at_a_server_that_runs(workshop):
    from plnkit.journal import Store
    from plnkit.journal.rooms import Rooms
    from plnkit.serving.door import Door

    room = workshop(PLNKIT_READY="0")
    rooms = Rooms(room.store)
    door = Door(rooms, Store.open(room.store).id, stranger(room).site)
    door.renew()
    assert EXPIRED in page(ask(stranger(room), f"/{stranger(room).door}"))
    assert ask(stranger(room), f"/?code={door.current().code}").code == 302
    door.close()
    rooms.close()


def test_a_spoofed_address_is_believed_of_a_proxy_on_this_computer_alone():
    from types import SimpleNamespace

    from plnkit.serving.access import _address

    def request(peer, said):
        context = SimpleNamespace(address=peer)
        return SimpleNamespace(connection=SimpleNamespace(context=context), remote_ip=said)

    assert _address(request(("127.0.0.1", 1), "10.0.0.7")) == "10.0.0.7"
    assert _address(request(("10.0.0.9", 1), "10.0.0.7")) == "10.0.0.9"
    assert _address(request(("fe80::1%eth0", 1, 0, 0), "::1")) == "fe80::/64"
