"""How a browser is known again: what a link carries, the cookies, and the secret that signs both."""

import hmac
import logging
import os
import re
import secrets
from http.cookies import Morsel
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir
from jupyter_server.auth import User
from tornado.httputil import HTTPServerRequest
from voila.voila_identity_provider import VoilaIdentityProvider

from plnkit.serving.metrics import count

FRAMED = "plnkit_framed"  # in the settings: whether a site may show the pages in a frame
ENTRY = "plnkit_entry"  # in the settings: the path to which people come
DOOR = "plnkit_door"  # in the settings: the door of a workshop, None where there is one book
SHARED = "PLNKIT_SECRET"  # in the environment: the file of it, where several servers share one
_FOR_NOW = secrets.token_bytes(32)  # a secret where none can be kept
_PATH = re.compile(r"/([a-zA-Z0-9._~@-]+/)*")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)

# Python 3.14 knows it; without it browsers drop the cookies of a page in another site's frame.
Morsel._reserved.setdefault("partitioned", "Partitioned")  # type: ignore[attr-defined]  # noqa: SLF001
Morsel._flags.add("partitioned")  # type: ignore[attr-defined]  # noqa: SLF001

log = logging.getLogger("plnkit")


def is_origin(text: str) -> bool:
    """Return whether this names a site: a scheme, a host and perhaps a port."""
    return _ORIGIN.fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Return whether this can stand before a page's address: ``/w1/``."""
    return _PATH.fullmatch(text) is not None


def parted(address: str) -> tuple[str, str]:
    """Return the site and the path of an address: ``https://lms.example`` and ``/pln/``."""
    site, slash, path = address.partition("//")
    host, _, below = path.partition("/")
    return f"{site}{slash}{host}", f"/{below.strip('/')}/" if below.strip("/") else "/"


def signed(text: str) -> bytes:
    """Return the mark that only this user's servers put on a text."""
    return hmac.digest(_kept_secret(), text.encode(), "sha256")


def cookie_secret(opened: str) -> bytes:
    """Return what signs the cookies: they open this book or store, and nothing else on this port."""
    return signed(f"plnkit-cookies:{opened}")


def _kept_secret() -> bytes:
    """Return a secret of this user's servers: kept, so that a page outlives its server."""
    path = Path(os.environ.get(SHARED) or Path(jupyter_runtime_dir()) / "plnkit-cookie-secret")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
            draft.write_bytes(secrets.token_bytes(32))
            draft.replace(path)
        return path.read_bytes()
    except OSError as fault:
        log.warning("cookies and links will not outlive this server: %s", fault.strerror)
        return _FOR_NOW


def cookie_ways(handler: Any) -> dict[str, Any]:
    """Return how a cookie is to be kept: in another site's frame browsers ask for more, and https."""
    if handler.settings.get(FRAMED) and handler.request.protocol == "https":
        return {"httponly": True, "samesite": "None", "secure": True, "partitioned": True}
    return {"httponly": True, "samesite": "Lax"}


class Guests(VoilaIdentityProvider):
    """Knows those who came with a link or a code, by a cookie."""

    def get_handlers(self) -> list[Any]:
        """Return nothing: there is no form to log in with, nor a way out."""
        return []

    async def get_user_token(self, handler: Any) -> User | None:
        """Return who comes with what lets in; why it does not is left with the handler."""
        door = handler.settings.get(DOOR)
        if door is None:
            found = await super().get_user_token(handler)
            if found and handler.get_query_argument("token", ""):
                count.joined("token")
            return found
        code, pass_ = (handler.get_query_argument(name, "") for name in ("code", "pass"))
        if not (code or pass_) or self.get_user_cookie(handler):
            return None
        handler.refusal = await door.knock(_address(handler.request), code=code, pass_=pass_)
        return None if handler.refusal else self.generate_anonymous_user(handler)

    def set_login_cookie(self, handler: Any, user: Any) -> None:
        """Let the browser keep who it is."""
        self.cookie_options = {**cookie_ways(handler), "path": handler.settings[ENTRY]}
        super().set_login_cookie(handler, user)


def _address(request: HTTPServerRequest) -> str:
    """Return where somebody is: a proxy is believed on this computer alone, IPv6 by its network."""
    peer = request.connection.context.address  # type: ignore[union-attr]
    near = not isinstance(peer, tuple) or ip_address(peer[0].partition("%")[0]).is_loopback
    said = str(request.remote_ip) if near else peer[0]
    there = ip_address(said.partition("%")[0])
    return str(there if there.version == 4 else ip_network((there, 64), strict=False))  # noqa: PLR2004
