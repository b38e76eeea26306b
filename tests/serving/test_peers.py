"""Several servers of one store: who is sent where, and how they come to be one room."""

import asyncio

import pytest
from postgresql import ask

from plnkit import sealing
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.journal.servers import Servers
from plnkit.serving import access
from plnkit.serving.host import Host
from plnkit.serving.peers import DEAD, QUIET, Peers

KEY = "a1" * 16
ROOM = sealing.id_of(sealing.public_of(KEY, "room"))


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


class Town:
    """Servers of one store, and the time they live in."""

    def __init__(self, store):
        self.store, self.clock, self.all = store, Clock(), {}
        self.id = Store.open(store).id
        Rooms(store).found()
        Servers(store).found()

    def server(self, name):
        host = Host(Rooms(self.store), self.clock)
        self.all[name] = Peers(Servers(self.store), name, self.id, host, self.clock)
        return self.all[name]

    def beat(self, *names, seats=10, taken=0):
        for name in names or self.all:
            seated = [f"{name}{number}" for number in range(taken)]
            asyncio.run(self.all[name].beat(seats, seated, 0))

    def known(self, taken=0):
        """Let each hear of each."""
        for _ in range(4):
            self.pass_(2)
            self.beat(taken=taken)
        self.beat(*list(self.all)[:-1], taken=taken)  # the last has heard all

    def pass_(self, seconds):
        self.clock.now += seconds


def host(peers):
    return peers._host


def who(number):
    return sealing.share_of(f"{number:032x}", ROOM)


@pytest.fixture
def town(address, tmp_path, monkeypatch):
    monkeypatch.setenv(access.SHARED, str(tmp_path / "secret"))
    town = Town(address)
    yield town
    for one in town.all.values():
        one.close()


@pytest.fixture
def two(town):
    one, other = town.server("/w1/"), town.server("/w2/")
    host(one).begin(KEY, "Ours")
    town.known()
    return one, other


# --- where newcomers go ---------------------------------------------------------------------------


def test_a_server_that_is_alone_takes_everybody(town):
    one = town.server("/w1/")
    town.beat()
    assert one.assigned() == "/w1/"


def test_a_newcomer_goes_to_the_server_that_is_least_full(two, town):
    one, _ = two
    town.beat("/w1/", taken=5)
    town.beat("/w2/", taken=3)
    town.beat("/w1/", taken=5)
    assert one.assigned() == "/w2/"


def test_a_small_server_is_full_before_a_large_one(two, town):
    one, _ = two
    town.beat("/w2/", taken=3, seats=4)
    town.beat("/w1/", taken=5, seats=40)
    assert one.assigned() == "/w1/"


def test_newcomers_of_one_moment_are_spread(two):
    one, _ = two
    assert [one.assigned() for _ in range(4)] == ["/w1/", "/w2/", "/w1/", "/w2/"]


def test_who_came_and_has_no_page_yet_is_counted(two, town):
    one, _ = two
    one.came("somebody")
    town.beat()
    assert one.assigned() == "/w2/"


def test_who_was_at_a_server_goes_back_to_it_however_full(two, town):
    one, _ = two
    town.beat("/w2/", taken=9)
    town.beat("/w1/")
    assert one.assigned("/w2/") == "/w2/"


@pytest.mark.parametrize("before", ["", "/w9/", "//evil", "/w2"])
def test_a_server_that_nobody_knows_is_no_place_to_go(two, before):
    one, _ = two
    assert one.assigned(before) == "/w1/"


def test_nobody_is_sent_to_a_server_that_is_to_end(two, town):
    one, other = two
    other.draining = True
    town.beat("/w2/")
    town.beat("/w1/", taken=9)
    assert one.assigned("/w2/") == "/w1/"


def test_a_server_that_is_to_end_sends_people_to_others(two):
    one, _ = two
    one.draining = True
    assert one.assigned("/w1/", {"/w1/"}) == "/w2/"


def test_nobody_is_sent_to_a_server_that_is_silent(two, town):
    one, _ = two
    town.pass_(QUIET + 1)
    town.beat("/w1/", taken=9)
    assert one.assigned("/w2/") == "/w1/"


def test_one_that_was_silent_is_back_with_its_next_beat(two, town):
    one, _ = two
    town.pass_(QUIET + 1)
    town.beat("/w2/")
    town.beat("/w1/", taken=9)
    assert one.assigned() == "/w2/"


def test_what_a_dead_server_left_is_not_taken_for_life(town):
    town.server("/w1/")
    town.beat()
    late = town.server("/w2/")
    town.beat("/w2/", taken=9)
    assert late.assigned("/w1/") == "/w2/"


def test_a_dead_server_is_forgotten(two, town):
    town.pass_(DEAD + 1)
    town.beat("/w1/")
    assert ask(town.store, "SELECT name FROM servers") == [("/w1/",)]


def test_a_server_that_ends_leaves_nothing(two, town):
    town.all.pop("/w2/").close()
    assert ask(town.store, "SELECT name FROM servers") == [("/w1/",)]
    assert ask(town.store, "SELECT count(*) FROM letters") == [(0,)]


def test_a_database_that_does_not_answer_is_a_line_of_the_log(town, caplog):
    one = town.server("/w1/")
    ask(town.store, "DROP TABLE servers")
    town.beat()
    assert "other servers of the store are not heard" in caplog.text
    assert one.assigned() == "/w1/"


def test_a_learners_own_server_takes_nobody_in_and_hears_of_no_other_such(town):
    shared, own, another = (town.server(name) for name in ("/w1/", "/user/a/", "/user/b/"))
    own.apart = another.apart = True
    town.known(taken=1)
    assert shared.assigned("/user/a/") == "/w1/"
    assert set(shared._others) == {"/user/a/", "/user/b/"}
    assert set(own._others) == {"/w1/"}


# --- the room -------------------------------------------------------------------------------------


def test_the_rooms_key_comes_to_every_server(two):
    one, other = two
    assert bytes(host(other).pair) == bytes(host(one).pair)


def test_a_server_with_another_secret_is_not_told_the_key(town, tmp_path, monkeypatch, caplog):
    one, stranger = town.server("/w1/"), town.server("/w2/")
    host(one).begin(KEY, "Ours")
    proof = stranger._proof
    stranger._proof = lambda *given: proof(*given)[::-1]
    town.known()
    assert host(stranger).pair is None
    assert "has another secret" in caplog.text


def test_the_rooms_key_is_in_no_row(town):
    one, other = town.server("/w1/"), town.server("/w2/")
    host(one).begin(KEY, "Ours")
    town.pass_(3)
    for name in ("/w2/", "/w1/", "/w2/", "/w1/"):  # w1 hears that w2 lives, and writes to it
        town.beat(name)
    letters = ask(town.store, "SELECT sealed FROM letters")
    everything = repr(ask(town.store, "SELECT * FROM servers")) + repr(letters)
    assert letters
    assert repr(bytes(host(one).pair))[2:-1] not in everything
    assert KEY not in everything
    assert host(other).pair is None


def test_a_letter_that_is_not_for_us_is_no_key(two, town):
    _, other = two
    host(other)._pair = None
    Servers(town.store).post(other._public, b"dear diary")
    town.beat("/w2/")
    assert host(other).pair is None


def test_a_key_of_another_room_is_not_taken(two):
    _, other = two
    host(other)._pair = None
    host(other).trust(sealing.pair_of("b2" * 16, "room"))
    assert host(other).pair is None


def test_a_new_rooms_key_comes_to_every_server_too(two, town):
    one, other = two
    host(one).close(KEY)
    host(one).begin("b2" * 16, "Another")
    town.known()
    assert bytes(host(other).pair.public_key) == host(one).room.public


def test_people_of_all_servers_are_counted(two, town):
    one, other = two
    host(one).here(who(1), "network", 1)
    host(other).here(who(2), "aims", 1)
    town.known()
    assert (host(one).people(), host(other).people()) == (2, 2)


def test_the_facilitator_sees_people_of_all_servers(two, town):
    one, other = two
    host(one).here(who(1), "network", 1)
    host(other).here(who(2), "aims", 1)
    town.known()
    seen = host(one).presence(KEY)["here"]
    assert sorted(page for _, page, _ in seen) == ["aims", "network"]
    assert seen == host(other).presence(KEY)["here"]


def test_who_is_there_cannot_be_read_in_the_database(two, town):
    one, _ = two
    alias = host(one).here(who(1), "network", 1)["alias"]
    town.beat()
    kept = repr(ask(town.store, "SELECT * FROM servers"))
    assert alias not in kept
    assert who(1) not in kept


def test_people_of_a_silent_server_are_not_counted(two, town):
    one, other = two
    host(other).here(who(2), "aims", 1)
    town.known()
    town.pass_(QUIET + 1)
    town.beat("/w1/")
    assert host(one).people() == 0


def test_two_people_at_two_servers_have_two_aliases(two, town, monkeypatch):
    monkeypatch.setattr("plnkit.aliases.ANIMALS", ("owl", "wren"))
    monkeypatch.setattr("plnkit.aliases.ADJECTIVES", ("calm",))
    names = [host(peers).here(who(n), "aims", 1)["alias"] for n, peers in enumerate(two)]
    town.known()
    again = [host(peers).here(who(n), "aims", 1)["alias"] for n, peers in enumerate(two)]
    assert sorted(again) == ["Calm owl", "Calm wren"] or names == again
    assert len(set(again)) == 2


def test_both_servers_show_the_same_picture(two, town):
    from plnkit.rooms.visit import Recipient, Visit
    from plnkit.shares import Learning, Share

    one, other = two
    there = Recipient(ROOM, sealing.public_of(KEY, "room"))
    for number in range(1, 8):
        learning = Learning(10, 40, 30, 20)
        Visit(f"{number:032x}", town.store).share(Share(id="", to="", mix=learning), there)
        town.pass_(5)
        assert host(one).picture() == host(other).picture()
    assert host(one).picture()["picture"]
