"""A server whose pages are below a path: every address stays below it."""

import asyncio
import re

import pytest
from participant import Participant
from workshops import Workshop, free

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    """A workshop at /pln/room/ of its site."""
    port, folder = free(), tmp_path_factory.mktemp("below")
    site = f"http://127.0.0.1:{port}/pln/room"
    room = Workshop(folder, "--port", port, "--address", site, PLNKIT_READY="0")
    yield room
    room.stop()


class Guest(Participant):
    base = "/pln/room"

    def __init__(self, room):
        super().__init__(room.link.replace("/pln/room", ""))

    async def page(self, path="/network"):
        if not self.cookies:
            await self.get(f"{self.base}/{self.door}")
        answer = await self.get(f"{self.base}{path}")
        found = re.search(r'"kernelId": "([^"]+)"', answer.body.decode())
        self.kernel = found[1] if found else None
        return answer


def test_a_participant_works_below_a_path(below):
    async def scene():
        guest = await Guest(below).join()
        return await guest.add("Ada")

    assert "Ada" in asyncio.run(scene())


@pytest.mark.parametrize("path", ["/", "/network", "/join", "/wall", "/example", "/no/such/page"])
def test_no_address_of_a_page_leads_out_of_its_path(below, path):
    async def scene():
        guest = Guest(below)
        await guest.page("/welcome")
        return await guest.page(path)

    html = asyncio.run(scene()).body.decode()
    addresses = re.findall(r'(?:href|src|action|value)="(/[^"]*)"', html)
    assert all(address.startswith("/pln/room/") for address in addresses)


def test_links_that_are_kept_lead_to_the_path(below):
    assert "/pln/room/?code=" in below.link
    assert "/pln/room/facilitator?pass=" in below.facilitator


def test_a_cookie_lets_in_below_the_path_alone(below):
    async def scene():
        return await Guest(below).get(f"/pln/room/{Guest(below).door}")

    lines = asyncio.run(scene()).headers.get_list("Set-Cookie")
    assert "Path=/pln/room/" in next(line for line in lines if line.startswith("username"))
