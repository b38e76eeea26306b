"""What `plnkit hub` starts: the pages of one learner, whom a JupyterHub has let in.

The Hub starts one for each learner and says in the environment where it listens and whose it is. The
Hub's login is the door: who has not logged in is sent there, and anybody else is refused.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jupyterhub import __version__
from jupyterhub.singleuser.extension import JupyterHubIdentityProvider
from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.ioloop import PeriodicCallback

from plnkit import keyfile
from plnkit.errors import BookError
from plnkit.journal import Store
from plnkit.journal.news import News
from plnkit.journal.rooms import Rooms
from plnkit.journal.servers import Servers
from plnkit.language import tr
from plnkit.serving.handlers import Page
from plnkit.serving.host import Host
from plnkit.serving.peers import Peers
from plnkit.serving.ports import doors
from plnkit.serving.server import Server, Site, Workshop, serve

SEATS = 5  # browsers of one learner
READY = "0"  # pages of each workbook that are kept ready: each takes memory, and there are many learners
OFTEN = 300  # seconds between two signs to the Hub, where it says nothing else

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Told:
    """What the Hub says to a server that it starts."""

    host: str  # "" is every address
    port: int
    base: str  # the path of its pages
    home: str  # the address below which the Hub's own pages are
    server: str  # its name, where a learner may have several
    token: str
    activity: str  # where the Hub hears that somebody is there
    often: int  # seconds between two signs

    @classmethod
    def by(cls, env: Mapping[str, str]) -> "Told":
        """Return what an environment says. Raises a `BookError` where there is no Hub in it."""
        try:
            at, token = urlsplit(env["JUPYTERHUB_SERVICE_URL"]), env["JUPYTERHUB_API_TOKEN"]
            base = env["JUPYTERHUB_SERVICE_PREFIX"]
        except KeyError:
            raise BookError(
                tr("A JupyterHub starts plnkit hub: without one, plnkit open opens a book.")
            ) from None
        hub = env.get("JUPYTERHUB_HOST", "") + env.get("JUPYTERHUB_BASE_URL", "/")
        return cls(
            at.hostname or "",
            at.port or 80,
            base,
            f"{hub}hub/",
            env.get("JUPYTERHUB_SERVER_NAME", ""),
            token,
            env.get("JUPYTERHUB_ACTIVITY_URL", ""),
            int(env.get("JUPYTERHUB_ACTIVITY_INTERVAL") or OFTEN),
        )


class Login(JupyterHubIdentityProvider):
    """Knows the learner whose server this is by the Hub's login, and nobody else."""

    def __init__(self, *, token: str = "", **kwargs: Any) -> None:  # noqa: ARG002 - theirs is the Hub's
        super().__init__(**kwargs)

    async def get_user(self, handler: Any) -> Any:
        """Return who has logged in; the Hub looks at each answer for the version that it talks to."""
        handler.set_header("X-JupyterHub-Version", __version__)
        return await super().get_user(handler)

    def _patch_get_login_url(self, handler: Any) -> None:
        if isinstance(handler, Page):  # which knows links and codes alone
            handler.__dict__["get_login_url"] = lambda: self.hub_auth.login_url
        super()._patch_get_login_url(handler)


def learner(where: str, key: Path) -> None:
    """Serve a learner's book: a file of their own, or theirs in the store at a URL, by a key file.

    Raises a `BookError` where the Hub, the port, the store or the key cannot be had.
    """
    told = Told.by(os.environ)
    os.environ.setdefault("PLNKIT_READY", READY)
    of = partial(_in_a_store, key=key, base=told.base) if "://" in where else _one_book
    serve(
        Site(
            folder=Path.cwd(),
            sockets=doors(told.host, told.port),
            token="",
            on_ready=lambda: _tell_again_and_again(told),
            base=told.base,
            entry=told.base,
            seats=SEATS,
            identity=Login,
            home=told.home,
            **of(where),
        )
    )


def _one_book(named: str) -> dict[str, Any]:
    return {"env": {"PLNKIT_BOOK": str(Path(named).expanduser().absolute())}}


def _in_a_store(where: str, key: Path, base: str) -> dict[str, Any]:
    """Return what is served of a store: the learner's own book, and the room that is open there."""
    file = key.expanduser().absolute()
    keyfile.make(file)
    opened, rooms, servers = Store.open(where), Rooms(where), Servers(where)
    rooms.found()
    servers.found()
    host = Host(rooms, news=News(where))
    peers = Peers(servers, base, opened.id, host)
    peers.apart = True
    env = {"PLNKIT_STORE": where, keyfile.PLACE: str(file)}
    return {"env": env, "workshop": Workshop(host, peers=peers)}


# --- that somebody is there ---------------------------------------------------------------------


def _tell_again_and_again(told: Told) -> None:
    """Tell the Hub now and then that somebody is there: it ends the servers that nobody uses."""
    if not told.activity:
        return
    manager = Server.instance().kernel_manager

    async def tell() -> None:
        if seen := manager.last_kernel_activity:  # an open page gives a sign every few seconds
            await _tell(told, seen)

    PeriodicCallback(tell, told.often * 1000, jitter=0.1).start()


async def _tell(told: Told, seen: datetime) -> None:
    at = {"last_activity": seen.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    try:
        await AsyncHTTPClient().fetch(
            told.activity,
            method="POST",
            headers={"Authorization": f"token {told.token}", "Content-Type": "application/json"},
            body=json.dumps({"servers": {told.server: at}, **at}),
        )
    except (HTTPError, OSError) as fault:
        log.warning("the Hub could not be told that somebody is here: %s", fault)
