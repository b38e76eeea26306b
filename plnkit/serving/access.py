"""Who is let in: what a link carries, and the cookies by which a browser is known again."""

import base64
import hmac
import logging
import os
import re
import secrets
from collections.abc import Mapping
from http.cookies import Morsel
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_runtime_dir
from voila.voila_identity_provider import VoilaIdentityProvider

FRAMED = "plnkit_framed"  # in the settings: whether a site may show the pages in a frame
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)

# Python 3.14 knows it; without it browsers drop the cookies of a page in another site's frame.
Morsel._reserved.setdefault("partitioned", "Partitioned")  # type: ignore[attr-defined]  # noqa: SLF001
Morsel._flags.add("partitioned")  # type: ignore[attr-defined]  # noqa: SLF001

log = logging.getLogger("plnkit")


def is_origin(text: str) -> bool:
    """Return whether this names a site: a scheme, a host and perhaps a port."""
    return _ORIGIN.fullmatch(text) is not None


def token_of(store: str) -> str:
    """Return what a link lets in with: for a store the same each time, since links are printed."""
    if not store:
        return secrets.token_urlsafe(24)
    digest = hmac.digest(_kept_secret(), store.encode(), "sha256")
    return base64.b32encode(digest)[:12].decode().lower()


def cookie_secret(env: Mapping[str, str]) -> bytes:
    """Return what signs the cookies: they open what `env` names, and nothing else on this port."""
    return hmac.digest(_kept_secret(), repr(sorted(env.items())).encode(), "sha256")


def _kept_secret() -> bytes:
    """Return a secret of this user's servers: kept, so that a page outlives its server."""
    path = Path(jupyter_runtime_dir()) / "plnkit-cookie-secret"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
            draft.write_bytes(secrets.token_bytes(32))
            draft.replace(path)
        return path.read_bytes()
    except OSError as fault:
        log.warning("cookies will not outlive this server: %s", fault.strerror)
        return secrets.token_bytes(32)


def cookie_ways(handler: Any) -> dict[str, Any]:
    """Return how a cookie is to be kept: in another site's frame browsers ask for more, and https."""
    if handler.settings.get(FRAMED) and handler.request.protocol == "https":
        return {"httponly": True, "samesite": "None", "secure": True, "partitioned": True}
    return {"httponly": True, "samesite": "Lax"}


class Guests(VoilaIdentityProvider):
    """Knows those who came with the link, by a cookie."""

    def set_login_cookie(self, handler: Any, user: Any) -> None:
        """Let the browser keep who it is."""
        self.cookie_options = cookie_ways(handler)
        super().set_login_cookie(handler, user)
