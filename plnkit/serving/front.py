"""The front door of several servers: who comes to the address of all is sent to one of them.

Each server has it, so that whatever stands before them may ask any that answers. A path of another
server comes here only when that one does not answer: its people go on at the next.
"""

from typing import TYPE_CHECKING

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import RequestHandler

from plnkit.serving.access import ENTRY, cookie_ways

if TYPE_CHECKING:
    from plnkit.serving.peers import Peers

SERVER = "pln-server"  # the cookie that says to which server somebody is sent back


class Front(RequestHandler):
    """Sends people on; the server to which they are sent asks who they are."""

    def initialize(self, peers: "Peers", entry: str) -> None:
        """Keep who the others are."""
        self._peers, self._entry = peers, entry

    @allow_unauthenticated
    def get(self, path: str) -> None:
        """Send somebody to the server where they were, or to the least full."""
        gone = self._peers.owner(f"{self._entry}{path}")
        there = self._peers.assigned(self.get_cookie(SERVER, "") or "", {gone})
        go_to(self, there, f"{self._entry}{path}".removeprefix(gone or self._entry))

    head = get


def go_to(handler: RequestHandler, server: str, page: str) -> None:
    """Send somebody to a page of a server, and back to it the next time."""
    path = handler.settings[ENTRY]
    handler.set_cookie(SERVER, server, **{**cookie_ways(handler), "path": path})
    handler.set_header("Cache-Control", "no-store")
    query = f"?{handler.request.query}" if handler.request.query else ""
    handler.redirect(f"{server}{page}{query}")
