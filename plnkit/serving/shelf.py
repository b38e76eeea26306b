"""Static files: each at an address that changes with its content, compressed once, kept by browsers."""

import gzip
import logging
import mimetypes
from functools import cached_property
from pathlib import Path
from typing import Any

from tornado.web import HTTPError, RequestHandler

from plnkit.assets import marked

YEAR = 365 * 24 * 3600
_SMALL = 600  # bytes: below, compressing gains nothing
_PACKED = (".woff", ".woff2", ".png", ".jpg", ".gif", ".gz")

log = logging.getLogger("plnkit")


class File:
    """A static file, read and compressed when it is first asked for."""

    def __init__(self, name: str, *parts: Path | str) -> None:
        self.name, self._parts = name, parts

    @cached_property
    def body(self) -> bytes:
        """The content; files and texts are joined by a line each."""
        return b"\n".join(p.encode() if isinstance(p, str) else p.read_bytes() for p in self._parts)

    @cached_property
    def packed(self) -> bytes | None:
        """The content with gzip, or None where that gains nothing."""
        if len(self.body) < _SMALL or self.name.endswith(_PACKED):
            return None
        return gzip.compress(self.body, 9, mtime=0)

    @property
    def type(self) -> str:
        """The kind of content."""
        kind = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Shelf:
    """All static files of the server, by their address below the assets of its base."""

    def __init__(self, base: str = "/") -> None:
        self._base = base
        self._assets: dict[str, File] = {}

    def put(self, name: str, *parts: Path | str) -> str:
        """Keep one file, made of one or more and of texts, and return its address."""
        file = File(name, *parts)
        address = marked(name, file.body)
        self._assets[address] = file
        return f"{self._base}assets/{address}"

    def get(self, address: str) -> File | None:
        """Return the file at an address."""
        return self._assets.get(address)


class Assets(RequestHandler):
    """Sends static files; whoever has one need never ask again."""

    def initialize(self, shelf: Shelf) -> None:
        """Keep the shelf."""
        self._shelf = shelf

    def set_default_headers(self) -> None:
        """Nothing here frames, or is taken for what it is not."""
        self.set_header("X-Content-Type-Options", "nosniff")

    def get(self, address: str) -> None:
        """Send one file."""
        asset = self._shelf.get(address)
        if asset is None:
            log.warning("there is no file %.80r, which was asked for", address)
            raise HTTPError(404)
        self.set_header("Content-Type", asset.type)
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if asset.packed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.packed)
        else:
            self.finish(asset.body)

    def compute_etag(self) -> None:
        """Do without: the address is the mark."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say it in a word."""
        self.finish(f"{status_code}")
