"""Three servers of one store behind nginx: a room is one, whichever server has whom."""

import asyncio
import json
import signal
from collections import Counter

import pytest
from shards import Guest, until

from plnkit.journal import Store

pytestmark = pytest.mark.deploy


def run(scene):
    return asyncio.run(scene)


async def came(site, many, key=None):
    guests = [Guest(site.join, key) for _ in range(many)]
    for guest in guests:
        await guest.join()
    return guests


def names(site, guest):
    journal = Store.open(site.store, create=False).journal(guest.key)
    return sorted(member.name for member in journal.book.members)


def test_newcomers_from_one_address_are_spread_over_all_servers(shards):
    site = shards()
    guests = run(came(site, 9))
    assert all(Counter(guest.base for guest in guests)[f"/{name}"] >= 2 for name in site.servers)


def test_who_comes_again_is_sent_back_to_their_server(shards):
    site = shards()

    async def scene():
        guests = await came(site, 3)
        before = [guest.base for guest in guests]
        for guest in guests:
            await guest.follow("/")
        return before, [guest.base for guest in guests]

    before, after = run(scene())
    assert before == after


def test_only_one_of_servers_that_start_at_once_begins_the_room(shards):
    site = shards()
    begun = ["#key=" in server.facilitator for server in site.servers.values()]
    links = {server.link for server in site.servers.values()}
    assert sorted(begun) == [False, False, True]
    assert len(links) == 1


def test_people_of_a_killed_server_go_on_at_another_with_the_same_book(shards):
    site = shards()

    async def scene():
        guests = await came(site, 6)
        for guest in guests:
            await guest.add("Before")
        site.kill("w2")
        fallen = [guest for guest in guests if guest.base == "/w2"]
        for guest in fallen:
            await guest.join()
            await guest.add("After")
        return fallen

    fallen = run(scene())
    assert fallen
    assert all(guest.base in {"/w1", "/w3"} for guest in fallen)
    assert all(names(site, guest) == ["After", "Before"] for guest in fallen)


def test_everybody_in_the_room_is_counted_on_every_servers_wall(shards):
    site = shards()

    async def scene():
        guests = await came(site, 6)

        async def shown(base):
            answer = await guests[0].get(f"{base}/wall/state")
            return json.loads(answer.body)["here"]

        for _ in range(100):
            said = [await shown(f"/{name}") for name in site.servers]
            if said == ["6 people are here"] * 3:
                break
            await asyncio.sleep(0.1)
        return said

    assert run(scene()) == ["6 people are here"] * 3


def test_a_draining_server_takes_nobody_in_and_ends_when_its_last_page_is_left(shards):
    site = shards()

    async def scene():
        guests = await came(site, 3)
        old = next(guest for guest in guests if guest.base == "/w1")
        site.servers["w1"].process.send_signal(signal.SIGUSR1)
        await old.add("Still here")
        newcomers = await came(site, 4)
        await old.leave()
        await old.join()
        return newcomers, old

    newcomers, old = run(scene())
    assert {guest.base for guest in newcomers} == {"/w2", "/w3"}
    assert old.base in {"/w2", "/w3"}
    assert names(site, old) == ["Still here"]
    until(lambda: site.servers["w1"].process.poll() == 0)
