"""A visitor on the wire who does, step by step, what a browser and its reader do: one server or several."""

import asyncio
import itertools
import json
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / part) for part in ("", "serving", "deploy")]

from shards import Guest, Shards  # noqa: E402

__all__ = ["Shards", "Visitor"]

HERE = 20  # seconds after which an open page says again that it is there, as status.js does
ASSET = re.compile(r"""[^"'&]*/assets/[^"'&]+""")


class Visitor(Guest):
    """Somebody with an empty cache."""

    patience = 120
    has_files = False
    seen: ClassVar[set[str]] = set()  # the files that some page has named

    def __init__(self, link, key=None):
        super().__init__(link, key)
        self._numbers, self._presence = itertools.count(), None

    async def come(self):
        """Open the link, the start page and its files, and ask how far one is."""
        start = await self.follow(f"/{self.door}")
        assert start.code == 200, start.code
        await self._fetch_files(start)
        told = json.dumps({"key": self.key}).encode()
        head = {"Content-Type": "application/json"}
        await self._post("/progress", told, head)

    async def _fetch_files(self, page):
        await self._fetch(ASSET.findall(page.body.decode()))

    async def _fetch(self, paths):
        for path in sorted(set(paths)):
            assert (await self.get(path)).code == 200, path

    async def files(self):
        """Get the files that pages need, which somebody before has seen."""
        self.has_files = True
        await self._fetch(self.seen)

    async def _post(self, path, body, headers):
        asked = self.request(f"{self.site}{self.base}{path}", method="POST", body=body)
        asked.headers.update(headers)
        answer = await self.client.fetch(asked, raise_error=False)
        assert answer.code in {200, 204}, answer.code

    async def page(self, path="/network"):
        """Get a page; the first time with the files that it needs."""
        answer = await super().page(path)
        assert answer.code == 200, answer.code
        if not self.has_files:
            self.has_files = True
            self.seen.update(ASSET.findall(answer.body.decode()))
            await self._fetch_files(answer)
        return answer

    async def wire_up(self):
        """Open the page's wire."""
        await self.connect()

    async def states(self):
        """Ask for the state of all widgets."""
        states = await self.ask_states()
        self.ids = {state["state"].get("key"): id for id, state in states.items()}

    async def bind(self):
        """Have the page bound to one's own book."""
        await self.send("status", {"do": "hello", "value": {"key": self.key}})
        await self.hear(lambda m: m["content"].get("data", {}).get("state", {}).get("bound"))

    async def join(self):
        """Come and open a page."""
        await self.come()
        await self.open()
        return self

    async def open(self, path="/network"):
        """Open a page until it is usable; from then on it says that it is there."""
        await self.page(path)
        await self.wire_up()
        await self.states()
        await self.bind()
        self._presence = asyncio.ensure_future(self._stay())

    async def _stay(self):
        with suppress(Exception):
            while True:
                await self.here()
                await asyncio.sleep(HERE)

    async def here(self):
        """Say that one is still there."""
        await self.send("status", {"do": "here"})

    async def change(self):
        """Add somebody to one's network; return once that is in the store."""
        await self.add(f"Person {next(self._numbers)} {self.key[:6]}")

    async def turn(self, path="/network"):
        """Leave the page for another."""
        await self.leave()
        await self.open(path)

    async def leave(self):
        """Leave the page; its kernel ends."""
        if self._presence:
            self._presence.cancel()
        if hasattr(self, "wire"):
            self.wire.close()
        await self._post(f"/voila/api/shutdown/{self.kernel}", b"", {})
