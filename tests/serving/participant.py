"""A participant without a browser: does on the wire what a page does."""

import asyncio
import json
import re
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # what Jupyter's pages speak


class Participant:
    """One browser: its cookies, its key, and the page it has open."""

    base = ""  # the path below which its server has its pages
    patience = 30  # seconds for each answer
    compression = {}  # what tornado calls its options; None: what is sent stays as long as it is

    def __init__(self, link, key=None):
        self.site, self.door = re.fullmatch(r"(https?://[^/]+)/(\?\w+=.+)", link).groups()
        self.key = key or uuid4().hex
        self.cookies = {}
        self.client = AsyncHTTPClient(force_instance=True, max_clients=200)

    @property
    def address(self):
        host, port = self.site.partition("://")[2].split(":")
        return host, int(port)

    @property
    def headers(self):
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}

    async def get(self, path, **kwargs):
        request = self.request(self.site + path, follow_redirects=False, **kwargs)
        answer = await self.client.fetch(request, raise_error=False)
        for line in answer.headers.get_list("Set-Cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def request(self, address, **kwargs):
        waits = {"connect_timeout": self.patience, "request_timeout": self.patience}
        return HTTPRequest(address, headers=self.headers, **waits, **kwargs)

    async def page(self, path="/network"):
        """Get a page and return the answer; its kernel is `self.kernel`."""
        if not self.cookies:
            await self.get(f"/{self.door}")
        answer = await self.get(path)
        found = re.search(r'"kernelId": "([^"]+)"', answer.body.decode())
        self.kernel = found[1] if found else None
        return answer

    async def connect(self):
        """Open the page's wire."""
        address = f"{self.site.replace('http', 'ws')}{self.base}/api/kernels/{self.kernel}/channels"
        request = self.request(f"{address}?session_id={uuid4().hex}")
        self.wire = await websocket_connect(
            request,
            max_message_size=50 << 20,
            subprotocols=[PROTOCOL],
            compression_options=self.compression,
        )

    async def join(self):
        """Open a page, and have it bound to this participant's book."""
        answer = await self.page()
        assert answer.code == 200, (
            answer.code,
            self.kernel,
            re.sub(rb"\s+", b" ", answer.body)[-900:],
        )
        return await self.bind()

    async def bind(self):
        """Have the page that is open bound to this participant's book."""
        await self.connect()
        states = await self.ask_states()
        self.ids = {state["state"].get("key"): id for id, state in states.items()}
        await self.send("status", {"do": "hello", "value": {"key": self.key}})
        await self.hear(lambda m: m["content"].get("data", {}).get("state", {}).get("bound"))
        return self

    async def ask_states(self):
        comm = self.request_states()
        return await self.hear(
            lambda m: m["content"].get("comm_id") == comm and m["content"]["data"].get("states")
        )

    def request_states(self):
        comm = uuid4().hex
        target = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        self.write("comm_open", target, {"version": "1.0.0"})
        self.write("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        return comm

    async def add(self, name):
        """Add a member, and return the form's new content once the page is told that it is done."""
        id, shown = uuid4().hex, {}

        def done(message):
            data = message["content"].get("data", {})
            if content := data.get("state", {}).get("content"):
                shown[message["content"]["comm_id"]] = content
            return data.get("content", {}).get("done") == id

        await self.send("names", {"do": "add", "value": name, "id": id})
        await self.hear(done)
        return shown.get(self.ids["names"], "")

    async def send(self, view, content):
        data = {"method": "custom", "content": content}
        self.write("comm_msg", {"comm_id": self.ids[view], "data": data})

    def write(self, kind, content, metadata=None):
        header = {"msg_id": uuid4().hex, "msg_type": kind, "username": "", "session": "s"}
        header |= {"version": "5.3", "date": "2026-01-01T00:00:00Z"}
        parts = [json.dumps(part).encode() for part in (header, {}, metadata or {}, content)]
        self.wire.write_message(serialize_msg_to_ws_v1(parts, "shell"), binary=True)

    async def hear(self, wanted):
        """Return what `wanted` finds in the next message that has it."""
        async with asyncio.timeout(self.patience):
            while True:
                data = await self.wire.read_message()
                if data is None:
                    raise ConnectionError("the wire was cut")
                _, parts = deserialize_msg_from_ws_v1(data)
                header, content = json.loads(parts[0]), parts[3]
                if header["msg_type"] != "comm_msg":
                    continue
                if found := wanted({"content": json.loads(content)}):
                    return found

    async def leave(self):
        self.wire.close()
        await self.get(f"{self.base}/voila/api/shutdown/{self.kernel}", method="POST", body=b"")
