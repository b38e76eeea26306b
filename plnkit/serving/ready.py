"""Pages that are made before anybody asks: each a kernel in which the notebook has run, and its HTML.

A page holds nothing of a reader but the language: it is bound to one after it is drawn. So all pages
of a notebook in a language are alike but for the kernel's id, and a forked one costs a fork: its HTML
is made once. A language has pages ready from when somebody first asks for it.
"""

import asyncio
import json
import logging
import os
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat
from jupyter_core.utils import ensure_async
from voila.notebook_renderer import NotebookRenderer

from plnkit import language
from plnkit.assets import PAGE
from plnkit.language.prose import translated
from plnkit.serving.metrics import count
from plnkit.serving.zygotes import Page, ZygoteError, can_fork, zygotes

if TYPE_CHECKING:
    from plnkit.serving.kernels import Kernels

KERNEL = "the-id-of-the-kernel"  # where it stands in the HTML that all pages of a notebook share
DOOR = "?pass=the-pass-of-the-day"  # the same, for what lets a reader's other devices in
LOOK = "the-look-of-the-page"  # the same, for the colours that its reader chose
CALM = 0.3  # seconds without a visitor before more pages are made
RETRY = 30  # seconds without visitors after a page could not be made

log = logging.getLogger("plnkit")


class Which(NamedTuple):
    """Which page: of which notebook, in which language."""

    address: str
    language: str


@dataclass(frozen=True)
class Ready:
    """A page that can be sent."""

    kernel: str
    html: str


@dataclass(frozen=True)
class Plan:
    """Which pages there are, how many of each are kept ready, and what their kernels are told."""

    notebooks: Mapping[str, Path]  # by address
    ready: Mapping[str, int]  # by address
    env: Mapping[str, str]
    folder: str


class Pages:
    """Makes pages, and keeps some ready."""

    def __init__(
        self,
        kernels: "Kernels",
        renderer: Callable[..., NotebookRenderer],
        plan: Plan,
    ) -> None:
        self._kernels, self._renderer, self._plan = kernels, renderer, plan
        self._spoken = [language.current()]  # what is asked for, the server's own first
        self._ready: dict[Which, deque[Ready]] = defaultdict(deque)
        self._drawn: dict[Which, tuple[Page, str]] = {}
        self._filling: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()
        self._over = False
        self._failed = float("-inf")  # when a page could not be made last

    @property
    def able(self) -> bool:
        """Whether visitors would get a page: the first one is there, and none failed just now."""
        begun = bool(self._drawn) or bool(self.spare) or not any(self._plan.ready.values())
        return begun and time.monotonic() - self._failed > RETRY

    @property
    def at_hand(self) -> Counter[str]:
        """How many pages wait for a visitor, by address."""
        known = Counter(dict.fromkeys(self._plan.notebooks, 0))
        for which, waiting in self._ready.items():
            known[which.address] += len(waiting)
        return known

    @property
    def spare(self) -> set[str]:
        """The kernels of the pages that wait for a visitor."""
        return {page.kernel for waiting in self._ready.values() for page in waiting}

    async def take(self, address: str) -> Ready:
        """Return a page in the reader's language: a ready one, else one that is made now."""
        which = Which(address, language.current())
        if which.language not in self._spoken:
            self._spoken.append(which.language)
        self._asked.set()
        self.fill()
        waiting = self._ready[which]
        while waiting:
            page = waiting.popleft()
            if await self._lives(page.kernel):
                count.sent("ready")
                return page
        count.sent("made")
        return await self._make(which)

    def fill(self) -> None:
        """See to it that pages are ready, as soon as there is time."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.ensure_future(self._fill())

    def close(self) -> None:
        """Make no more pages."""
        if self._filling is not None:
            self._filling.cancel()

    async def end(self) -> None:
        """Make no more pages, and end those that wait; one that is being made is waited for."""
        self._over = True
        if self._filling is not None:
            await self._filling
        for kernel in self.spare:
            await self._kernels.end(kernel)

    async def _fill(self) -> None:
        try:
            for which in filter(self._wanted, self._all()):
                await self._run(which)
            while not self._over and (wanted := self._missing()):
                await self._calm()
                self._ready[wanted].append(await self._make(wanted))
        except Exception:
            log.exception("a page could not be made ready")

    def _missing(self) -> Which | None:
        return next((w for w in self._all() if len(self._ready[w]) < self._wanted(w)), None)

    def _all(self) -> list[Which]:
        return [Which(address, code) for code in self._spoken for address in self._plan.notebooks]

    def _wanted(self, which: Which) -> int:
        """Return how many are kept ready: one at most of a language that is not the server's own."""
        own = which.language == self._spoken[0]
        return self._plan.ready[which.address] if own else min(1, self._plan.ready[which.address])

    async def _calm(self) -> None:
        """Wait until nobody has come for a moment: visitors go first."""
        while self._asked.is_set():
            self._asked.clear()
            await asyncio.sleep(CALM)

    async def _lives(self, kernel: str) -> bool:
        return kernel in self._kernels and await ensure_async(self._kernels.is_alive(kernel))

    # --- making one -------------------------------------------------------------------------

    async def _make(self, which: Which) -> Ready:
        """Return a new page, and know where none could be made."""
        try:
            with count.making():
                made = await self._made(which)
        except Exception:
            self._failed = time.monotonic()
            raise
        self._failed = float("-inf")
        return made

    async def _made(self, which: Which) -> Ready:
        kernel = await self._kernels.start_kernel(
            kernel_name="python3", env=self._env(which), cwd=self._plan.folder
        )
        manager = self._kernels.get_kernel(kernel)
        forked = getattr(manager.provisioner, "forked", False)
        if forked and (html := await self._run(which)):
            return Ready(kernel, html.replace(KERNEL, kernel))
        return Ready(kernel, await self._render(Running, which, kernel, manager))

    async def _run(self, which: Which) -> str | None:
        """Return the HTML that all forked pages of a notebook share; None where none is forked."""
        if not can_fork():
            return None
        try:
            page = await asyncio.to_thread(
                zygotes.page, self._env(which)[PAGE], self._env(which), self._plan.folder
            )
        except ZygoteError:  # who makes a page will hear it again, and start an ordinary kernel
            return None
        known = self._drawn.get(which)
        if known is None or known[0] is not page:
            html = await self._render(Drawn, which, KERNEL, page.cells)
            self._drawn[which] = known = (page, html)
        return known[1]

    def _env(self, which: Which) -> dict[str, str]:
        told = {PAGE: str(self._plan.notebooks[which.address]), language.VARIABLE: which.language}
        return {**os.environ, **self._plan.env, **told}

    async def _render(self, kind: type[NotebookRenderer], which: Which, *given: Any) -> str:
        renderer = self._renderer(kind, self._plan.notebooks[which.address])
        with language.speaking(which.language):
            await renderer.initialize()
            return str(await renderer.generate_content_str(*given))


class Running(NotebookRenderer):
    """Runs a notebook in a kernel, and makes HTML of what it shows."""

    async def load_notebook(self, path: str) -> Any:
        """Read the notebook, its prose in the reader's language; that it is ours is all the trust it needs."""
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata.title = language.tr(notebook.metadata.get("title", ""))
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = translated(cell.source)
        return notebook


class Drawn(Running):
    """Makes HTML of a notebook that has been run: `kernel_future` is what each cell showed."""

    async def _jinja_kernel_start(self, _nb: Any, kernel_id: str, kernel_future: Any) -> str:
        self.shown = kernel_future
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, _kernel_id: str) -> AsyncIterator[Any]:
        for cell, outputs in zip(nb.cells, self.shown, strict=True):
            if cell.cell_type == "code":
                cell.outputs = nbformat.from_dict(json.loads(json.dumps(outputs)))
            yield cell
