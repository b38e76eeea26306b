"""Files that a page sends piece by piece: Python says which piece comes next, so the progress is true.

A file of several megabytes in one message would close the wire, and would say nothing until it is
there. What is asked for again (a wire that was cut) is sent again; what arrives twice counts once.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.html import h, trh
from plnkit.language import tr, trn
from plnkit.views.panel import Panel, button, name

LARGEST = 20_000_000  # bytes that a page sends: a book of ten years is a quarter of it
PIECE = 1_000_000  # bytes of a message
MOST = 100  # files at once


@dataclass(frozen=True)
class Arriving:
    """Files on their way, one behind the other: what they are called, how large, and what is here."""

    id: str
    names: tuple[str, ...]
    sizes: tuple[int, ...]
    pieces: tuple[bytes, ...] = ()

    @property
    def here(self) -> int:
        """Bytes that are here."""
        return sum(map(len, self.pieces))

    @property
    def next(self) -> tuple[int, int] | None:
        """Where the next piece begins and ends, in bytes; None when all of it is here."""
        begin, total = self.here, sum(self.sizes)
        return (begin, min(begin + PIECE, total)) if begin < total else None

    @property
    def called(self) -> str:
        """What is being sent."""
        if len(self.names) == 1:
            return self.names[0]
        return trn("{n} file", "{n} files", len(self.names))

    @property
    def percent(self) -> int:
        """How much of it is here."""
        return 100 * self.here // max(sum(self.sizes), 1)

    def files(self) -> list[Given]:
        """Return the files, when all of it is here."""
        whole, found, begin = b"".join(self.pieces), [], 0
        for called, size in zip(self.names, self.sizes, strict=True):
            found.append(Given(called, whole[begin : begin + size]))
            begin += size
        return found


def offered(said: object) -> Arriving:
    """Return what a page offers to send: `{"id": …, "files": [{"name": …, "size": …}]}`.

    Raises `NotReadable` where it is nothing, or more than a page takes.
    """
    sent = said if isinstance(said, dict) else {}
    files = [one for one in _list(sent.get("files")) if isinstance(one, dict)]
    sizes = tuple(size for one in files if type(size := one.get("size")) is int and size >= 0)
    names = tuple(_name(one.get("name")) for one in files)
    if not files or len(sizes) < len(files):
        raise NotReadable(_unread(names[0] if names else tr("This file")))
    arriving = Arriving(str(sent.get("id"))[:40], names, sizes)
    if sum(sizes) > LARGEST:
        raise NotReadable(_too_large(arriving))
    if len(files) > MOST:
        raise NotReadable(tr("More than {most} files at once: choose fewer of them.", most=MOST))
    return arriving


def _unread(called: str) -> str:
    return tr("{name} cannot be read: choose it once more.", name=called)


def _too_large(arriving: Arriving) -> str:
    """Return what to do with a large file: who visits a workshop has no command line there."""
    number, said = len(arriving.names), {"name": arriving.called, "most": LARGEST // 10**6}
    if os.environ.get("PLNKIT_STORE"):
        return trn(
            "{name} is larger than {most} MB, more than a page takes: save the contacts alone, or "
            "choose a smaller part.",
            "{name} are larger than {most} MB, more than a page takes: save the contacts alone, or "
            "choose a smaller part.",
            number,
            **said,
        )
    return trn(
        "{name} is larger than {most} MB, more than a page takes: choose a smaller one, or use "
        "`plnkit import` on the command line, which takes 50 MB.",
        "{name} are larger than {most} MB, more than a page takes: choose a smaller one, or use "
        "`plnkit import` on the command line, which takes 50 MB.",
        number,
        **said,
    )


def _list(said: object) -> Sequence[Any]:
    return said if isinstance(said, list) else ()


def _name(said: object) -> str:
    """Return the last part of a file's name, in one line."""
    line = " ".join(str(said or "").split())
    return re.split(r"[/\\]", line)[-1][:200] or tr("This file")


class Receiving(Panel):
    """A panel that files are sent to; what it does with them is said in `arrived`."""

    _arriving: Arriving | None = None

    def arrived(self, files: list[Given]) -> None:
        """Take files that are here, whole. Raises a `BookError`, with a sentence."""
        raise NotImplementedError

    def do_offer(self, value: object) -> None:
        """Hear what the page has, and ask for the beginning of it."""
        self._arriving = None
        self._arriving = offered(value)
        self._ask()

    def do_piece(self, value: object) -> None:
        """Take a piece, and ask for the next."""
        said: Mapping[str, Any] = value if isinstance(value, dict) else {}
        arriving = self._arriving
        if arriving is None or said.get("id") != arriving.id or arriving.next is None:
            return  # it was let go of
        begin, end = arriving.next
        if said.get("from") != begin:
            return  # it came twice
        piece = b"".join(map(bytes, self.buffers))
        if len(piece) != end - begin:
            self._arriving = None
            raise NotReadable(_unread(arriving.called))
        self._arriving = replace(arriving, pieces=(*arriving.pieces, piece))
        self._ask()

    def do_again(self, id: object) -> None:
        """Ask once more, of a page that lost its wire for a while."""
        if self._arriving and id == self._arriving.id:
            self._ask()

    def do_stop(self, _: object) -> None:
        """Let go of what is being sent."""
        self._arriving = None

    def _ask(self) -> None:
        arriving = self._arriving
        if arriving is None:
            return
        if arriving.next:
            begin, end = arriving.next
            self.send({"take": {"id": arriving.id, "from": begin, "to": end}})
            return
        self._arriving = None
        self.send({"took": arriving.id})
        self.arrived(arriving.files())


def progress(arriving: Arriving) -> Markup:
    """Return how far it is, and the button that stops it."""
    here = arriving.percent
    label = trh("Sending {name}: {share} %", name=name(arriving.called), share=here)
    bar = h("progress", max=100, value=here, aria_label=tr("Sending"), class_="pln-progress")
    return h(
        "div",
        h("p", label, role="status"),
        bar,
        button(tr("Stop"), "stop", kind="quiet"),
        class_="pln-sending",
        data_key="sending",
    )
