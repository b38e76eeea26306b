"""The room in a server's memory: who is where, what is handed out, and what is kept from whom."""

import pytest

from plnkit import samples, sealing, shares, sharing
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.rooms import Rooms
from plnkit.rooms.visit import Recipient, Visit
from plnkit.serving.host import NOT_YOURS, Host
from plnkit.shares import Learning, Share

KEY, OTHER = "a1" * 16, "b2" * 16
PUBLIC = sealing.public_of(KEY, "room")
ROOM = Recipient(sealing.id_of(PUBLIC), PUBLIC)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "a.plnroom"
    Store.open(path)
    Rooms(path).found()
    return path


@pytest.fixture
def host(store, clock):
    host = Host(Rooms(store), clock)
    host.begin(KEY, "Ours")
    return host


def learner(number, store):
    return Visit(f"{number:032x}", str(store))


def share(store, *numbers, **items):
    items = items or {"mix": Learning(10, 40, 30, 20)}
    for number in numbers:
        learner(number, store).share(Share(id="", to="", **items), ROOM)


def looked(host, clock):
    clock.now += 5
    return host.picture()


def who(number):
    return sealing.share_of(f"{number:032x}", ROOM.id)


# --- the facilitator ------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["presence", "everybody", "rename", "close"])
@pytest.mark.parametrize("key", [OTHER, "", "a1", "A1" * 16])
def test_another_key_opens_nothing_of_the_facilitators(host, what, key):
    given = {"title": "Mine"} if what == "rename" else {}
    with pytest.raises(BookError, match="facilitator's own link"):
        host.answers[what](key=key, **given)
    assert host.about()["title"] == "Ours"
    assert host.about()["open"]


def test_two_facilitators_see_the_same(host):
    host.here(who(1), "network", 3)
    assert host.presence(KEY) == host.presence(KEY)


# --- presence -------------------------------------------------------------------------------------


def test_a_learner_is_seen_by_alias_and_never_by_the_id_of_a_share(host):
    alias = host.here(who(1), "network", 3)["alias"]
    assert host.presence(KEY) == {"here": [[alias, "network", 0]]}
    assert who(1) not in str(host.presence(KEY))


def test_who_changes_nothing_grows_still_and_who_does_begins_anew(host, clock):
    host.here(who(1), "network", 3)
    clock.now += 60
    host.here(who(1), "network", 3)
    assert host.presence(KEY)["here"][0][2] == 60
    host.here(who(1), "network", 4)
    assert host.presence(KEY)["here"][0][2] == 0


def test_who_was_not_heard_of_for_a_while_has_left(host, clock):
    host.here(who(1), "network", 3)
    clock.now += 600  # the facilitator's laptop slept, too
    assert host.presence(KEY) == {"here": []}


def test_an_alias_stays_and_no_two_have_the_same(host):
    first = [host.here(who(n), "network", 0)["alias"] for n in range(300)]
    again = [host.here(who(n), "aims", 1)["alias"] for n in range(300)]
    assert first == again
    assert len(set(first)) == 300


def test_presence_is_written_nowhere(host, store):
    alias = host.here(who(1), "network", 3)["alias"]
    assert not any(alias.encode() in f.read_bytes() for f in store.parent.iterdir())


# --- what is shared -------------------------------------------------------------------------------


def test_with_four_there_is_no_picture_and_with_five_there_is(host, store, clock):
    share(store, 1, 2, 3, 4)
    assert looked(host, clock)["picture"] is None
    share(store, 5)
    assert looked(host, clock)["picture"] is not None


def test_who_withdraws_is_not_in_the_next_picture_nor_among_the_meetings(host, store, clock):
    share(store, *range(12), asks=("budgets",), offers=("feedback",))
    before = looked(host, clock)
    assert host.meetings_of(who(3))["meetings"]
    learner(3, store).withdraw(ROOM)
    after = looked(host, clock)
    assert (before["shared"], after["shared"]) == (12, 11)
    assert host.meetings_of(who(3)) == {"meetings": [], "called": {}}
    assert who(3) not in str(host.everybody(KEY))


def test_a_server_that_is_started_again_shows_no_picture_that_could_be_subtracted(
    host, store, clock
):
    share(store, *range(7))
    before = looked(host, clock)["picture"]
    share(store, 7, 8)  # two alone: they wait
    assert looked(host, clock)["picture"] == before
    again = Host(Rooms(store), clock)
    assert looked(again, clock)["locked"]
    again.presence(KEY)
    assert looked(again, clock)["picture"] == before


def test_what_was_shown_is_kept_sealed(host, store, clock):
    share(store, *range(7))
    looked(host, clock)
    kept = Rooms(store).screen(ROOM.id)
    assert who(1).encode() not in kept
    assert who(1).encode() in sealing.unseal(sealing.pair_of(KEY, "room"), kept)


def put(store, id, content):
    from datetime import UTC, datetime

    from plnkit.journal.rooms import Sealed

    Rooms(store).put(Sealed(id, ROOM.id, "m", sealing.seal(PUBLIC, content), datetime.now(UTC)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[" * 100_000,
        shares.encode(Share(id="somebody else", to=ROOM.id)),
        shares.encode(Share(id="s", to="another room")),
        b"x" * (9 << 20),
    ],
    ids=["empty", "text", "deep", "forged", "elsewhere", "large"],
)
def test_a_share_that_is_not_what_it_says_is_left_out_and_noted(host, store, clock, content):
    share(store, *range(5))
    put(store, "s", content)
    assert looked(host, clock)["picture"] is not None
    assert host.everybody(KEY)["said"] == []
    assert "shared what could not be read" in [line.what for line in Rooms(store).lines(ROOM.id)]


def test_a_share_that_was_not_sealed_to_this_room_is_left_out(host, store, clock):
    other = Recipient(ROOM.id, sealing.public_of(OTHER, "room"))
    learner(1, store).share(Share(id="", to=""), other)
    share(store, *range(2, 7))
    assert looked(host, clock)["picture"] is not None


def test_markup_in_an_ask_stays_text_on_its_way(host, store, clock):
    share(store, 1, 2, asks=("<script>alert(1)</script>",), offers=("=1+1",), alias="<b>Kim</b>")
    looked(host, clock)
    said = host.everybody(KEY)["said"][0]
    assert (said["alias"], said["asks"]) == ("<b>Kim</b>", ("<script>alert(1)</script>",))


# --- the end --------------------------------------------------------------------------------------


def test_a_room_that_is_closed_hands_out_nothing_and_its_shares_are_gone(host, store, clock):
    share(store, *range(6), asks=("budgets",), offers=("feedback",))
    looked(host, clock)
    host.close(KEY)
    assert looked(host, clock)["picture"] is None
    assert Rooms(store).shares(ROOM.id) == []
    assert Rooms(store).screen(ROOM.id) is None
    assert host.meetings_of(who(1))["meetings"] == []


def test_the_cohort_shares_and_nobodys_member_is_named(host, store, clock):
    cohort = samples.cohort()
    for number, book in enumerate(cohort):
        learner(number, store).share(sharing.drafted(book), ROOM)
    looked(host, clock)
    said = str((host.picture(), host.everybody(KEY)))
    names = {m.name for book in cohort for m in book.people if " " in m.name}
    assert [name for name in names if name in said] == []
    assert NOT_YOURS not in said
