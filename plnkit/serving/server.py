"""The workbooks as pages: what `plnkit open` and `plnkit serve` start."""

import json
import logging
import os
import re
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from socket import socket
from ssl import SSLContext
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from jupyter_core.utils import run_sync
from jupyter_server.auth import IdentityProvider
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.routing import AnyMatches, Rule
from traitlets.config import Config
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer

from plnkit import assets, files, tokens
from plnkit.language import prose
from plnkit.serving import access, logs
from plnkit.serving.books import Books
from plnkit.serving.front import Front
from plnkit.serving.handlers import PEERS, Ending, Leave, Line, Missing, Room, Socket, Workbook
from plnkit.serving.hatch import Hatch
from plnkit.serving.home import Another, Desk, Home, Progress, Sample
from plnkit.serving.kernels import Kernels, ThisPython
from plnkit.serving.metrics import count
from plnkit.serving.peers import BEAT
from plnkit.serving.ports import LOCAL
from plnkit.serving.preferences import Preferences
from plnkit.serving.progress import Step
from plnkit.serving.ready import DOOR, Pages, Plan
from plnkit.serving.seats import Seats
from plnkit.serving.shelf import Assets, Shelf
from plnkit.serving.spoken import SPOKEN
from plnkit.serving.status import Status, Ways
from plnkit.serving.wall import Join, Projector, Wall, WallState
from plnkit.serving.zygotes import can_fork, folder_for_sockets, zygotes

if TYPE_CHECKING:
    from plnkit.serving.door import Door
    from plnkit.serving.host import Host
    from plnkit.serving.peers import Peers

WORKBOOKS = {  # address of a page -> its notebook, in reading order
    "welcome": "1_welcome.ipynb",
    "network": "2_network.ipynb",
    "aims": "3_aims.ipynb",
    "interactions": "4_interactions.ipynb",
    "grow": "5_grow.ipynb",
    "review": "6_review.ipynb",
}
TOGETHER = {"room": "7_room.ipynb"}  # more steps, where there is a store
BESIDE = {"facilitator": "facilitator.ipynb", "coach": "coach.ipynb"}  # pages that are no steps
READY = 2  # pages of each workbook that are kept ready in a room
READY_FOR_ONE = 1  # the same where there is one book, and one reader
READY_BESIDE = {"facilitator": 1, "coach": 0}  # the most that are kept ready of these
TELL = 60_000  # ms between two lines of the audit about wrong join codes
MINUTES = 10  # that a workbook takes which does not say it
LETTER = 4096  # bytes of what a page sends: a key, or the name of a book
FILES = 20  # open files that a page takes in this process
OWN_FILES = 120  # that the server takes itself
MOST_FILES = 1 << 16  # that are asked for: for more pages than a computer has memory

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "template"
_CLIENT = _HERE / "client"
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"

log = logging.getLogger("plnkit")


@dataclass(frozen=True)
class Site:
    """What is served, to whom, and where."""

    env: Mapping[str, str]  # what its kernels are told: the book or the store
    folder: Path  # where its kernels work
    sockets: Sequence[socket]
    token: str
    on_ready: Callable[[], None]
    base: str = "/"  # the path below which this server's pages are
    entry: str = "/"  # the path to which people come, whichever server then has them
    seats: int = 40
    store: str = ""  # the id under which a browser keeps its key; none where there is one book
    frames: Sequence[str] = ()  # origins that may show the pages in a frame
    workshop: "Workshop | None" = None
    tls: SSLContext | None = None  # for https
    status: Sequence[socket] = ()  # where the server says how it is
    ways: Ways = field(default_factory=Ways)
    identity: type[IdentityProvider] = access.Guests  # who knows readers again
    home: str = ""  # the hub that lets readers in: the address below which its own pages are


@dataclass(frozen=True)
class Workshop:
    """What a store has and a book has not: a room, a door, and now and then something to do."""

    host: "Host"
    door: "Door | None" = None  # None where a login is the door
    peers: "Peers | None" = None  # where several servers may have the store
    every: tuple[int, Callable[[], None]] | None = None  # seconds, and what is then done


def serve(site: Site) -> None:
    """Serve the workbooks until the process is told to stop."""
    server = Server.instance(config=_config(site), site=site)
    server.initialize(argv=[])
    logs.settle()
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # Jupyter and it: ms or s?
    server.start()


# What a page is made of


def _steps(notebooks: Mapping[str, Path]) -> list[Step]:
    return [Step(n, a, p.stem, *_said_of(p)) for n, (a, p) in enumerate(notebooks.items(), 1)]


def _said_of(notebook: Path) -> tuple[str, str, int]:
    """Return the title of a notebook, the first sentence below it, and how long it takes."""
    content = json.loads(notebook.read_text("utf-8"))
    first = next((c for c in content["cells"] if c["cell_type"] == "markdown"), {"source": ""})
    about = content["metadata"]
    minutes = int(about.get("minutes", MINUTES))
    return str(about.get("title", notebook.stem)), prose.lead("".join(first["source"])), minutes


def _notebooks(named: Mapping[str, str]) -> dict[str, Path]:
    there = {a: files.workbooks() / name for a, name in named.items()}
    return {a: path for a, path in there.items() if path.is_file()}


# Settings


def _config(site: Site) -> Config:
    fork = can_fork()
    return Config(
        Voila={
            "connection_dir_root": folder_for_sockets() or gettempdir(),
            "config_file_paths": [],  # what else Jupyter is told on this computer is not for us
            "log_level": "WARN",
            "open_browser": False,
            "root_dir": str(files.workbooks()),
            "base_url": site.base,
            "token": site.token,
            "cookie_secret": access.cookie_secret(_opened(site)),
            "identity_provider_class": site.identity,
        },
        VoilaConfiguration={
            "kernel_spec_manager_class": ThisPython,
            "multi_kernel_manager_class": Kernels,
            "show_tracebacks": True,  # to our template, which tells a sentence from a traceback
        },
        VoilaExecutor={"timeout": 60},
        KernelManager={
            "autorestart": False,  # a page whose kernel has ended takes a ready one
            "transport": "ipc" if fork else "tcp",  # unix sockets: no port, and nobody else's
        },
        MappingKernelManager={
            "cull_idle_timeout": 1,  # any: when a page is given up is decided in Kernels
            "cull_interval": 1,
            "kernel_info_timeout": 5,  # a kernel that does not answer by then has ended
            "transport_encryption": "disabled" if fork else "auto",
            "buffer_offline_messages": False,  # a page that comes back is drawn anew
            "root_dir": str(_usable(site.folder)),
        },
    )


def _opened(site: Site) -> str:
    """Return what a cookie opens: a store, whichever server has it, or the one book."""
    return site.store or site.env.get("PLNKIT_STORE") or site.env["PLNKIT_BOOK"]


def _is_local(sockets: Sequence[socket]) -> bool:
    return all(str(s.getsockname()[0]) in {LOCAL, "::1"} for s in sockets)


def _usable(folder: Path) -> Path:
    """Return a folder, or the nearest above it that is there and may be entered."""
    may = os.R_OK | os.X_OK
    return next(place for place in (folder, *folder.parents) if os.access(place, may))


def _headers(site: Site) -> dict[str, str]:
    """Return what every answer tells the browser not to do."""
    ours = {
        "default-src": "'self'",
        "script-src": "'self' blob:",  # anywidget's modules are blobs
        "style-src": "'self' 'unsafe-inline'",  # plotly and Jupyter style elements
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(["'self'", *site.frames]),
    }
    return {
        "Content-Security-Policy": "; ".join(f"{k} {v}" for k, v in ours.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _open_files() -> int:
    """Return how many files this process may have open, after asking for as many as it may."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(soft, most)


def _seats(wanted: int, pages: int, allowed: int) -> int:
    """Return how many seats there are where so many pages can be open."""
    if pages < wanted:
        log.warning(
            "this computer allows %d open files: seats are cut from %d to %d",
            allowed,
            wanted,
            pages,
        )
    return min(wanted, pages)


# The application


class Server(Voila):
    """Voila with our pages, and without its ways to folders and files."""

    template_paths: list[str]

    def __init__(self, *, site: Site, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site
        self.port = site.sockets[0].getsockname()[1]
        steps = _notebooks(WORKBOOKS | (TOGETHER if site.workshop else {}))
        self.notebooks = steps | _notebooks(BESIDE if site.store else {})
        self.steps = _steps(steps)
        self.hatch = Hatch(site.workshop.host.answers) if site.workshop else None
        door = site.workshop and site.workshop.door
        self.projector = Projector(site.workshop.host, door) if site.workshop and door else None
        self.peers = site.workshop.peers if site.workshop else None
        self.rounds: list[PeriodicCallback] = []
        self.books = Books(site.env)
        self.shelf = Shelf(site.base)
        # A signal may come before the loop runs; it then stops as soon as it starts.
        self.ioloop = IOLoop.current()

    def setup_template_dirs(self) -> None:
        """Put our templates before those of Voila, wherever the package is installed."""
        super().setup_template_dirs()
        self.template_paths = [str(_TEMPLATE), *self.template_paths]
        frame = {
            "assets": self._put_assets(),
            "steps": self.steps,
            "store": self.site.store,
            "base": self.site.base,
            "entry": self.site.entry,
            "home": self.site.home,
            "rooms": self.site.workshop is not None,
            "door": DOOR if self.site.store else "",
            **SPOKEN,
        }
        self.voila_configuration.config.VoilaConfiguration.resources = {"pln": frame}

    def _put_assets(self) -> dict[str, str]:
        """Put what pages load on the shelf; return the addresses by the name in the templates."""
        put = self.shelf.put
        said = assets.VIEWS / "tr.js"
        room = [
            assets.VIEWS / "room" / "room.css"
        ]  # of the room's picture, which the wall shows, too
        ours = [_TEMPLATE / "page.css", _TEMPLATE / "jupyter.css", assets.VIEWS / "panel.css"]
        for asset in (*assets.SCRIPTS.values(), *assets.STYLES.values()):
            put(asset.name, asset.served)
        return {
            "style": put("page.css", _CLIENT / "libraries.min.css", tokens.css(), *ours),
            "frame": put("frame.js", said, _TEMPLATE / "frame.js"),
            "script": put("page.js", _TEMPLATE / "page.js", _TEMPLATE / "watch.js"),
            "libraries": put("libraries.js", _CLIENT / "libraries.min.js"),
            "client": put("client.js", _CLIENT / "client.js"),
            "line": put("line.js", _TEMPLATE / "line.js"),
            "start": put("start.js", _TEMPLATE / "start.js"),
            "wall": put("wall.js", _TEMPLATE / "wall.js"),
            "wall_style": put("wall.css", *room, _TEMPLATE / "wall.css"),
            "plotly": put("plotly.js", assets.VIEWS / "vendor" / "plotly-basic.min.js"),
        }

    def init_settings(self) -> dict[str, Any]:
        """Return Voila's settings, with our error pages and the limits of a local server."""
        settings: dict[str, Any] = super().init_settings()
        pages = settings["voila_jinja2_env"]
        pages.globals["resources"] = self.config.VoilaConfiguration.resources
        return settings | {
            "jinja2_env": pages,
            # A workshop on this computer's own address has a proxy in front, with a name of its own.
            "allow_remote_access": bool(self.site.store or self.site.home)
            or not _is_local(self.site.sockets),
            access.FRAMED: bool(self.site.frames),
            access.ENTRY: self.site.entry,
            PEERS: self.peers,
            access.DOOR: self.site.workshop and self.site.workshop.door,
            "compress_response": True,
            "default_handler_class": Missing,
            "default_handler_args": {"voila_configuration": self.voila_configuration},
            "disable_check_xsrf": True,  # leaving a page could not end its kernel otherwise
            "headers": _headers(self.site),
            "log_function": lambda _: None,  # addresses hold tokens; errors are logged anyway
            "websocket_compression_options": {},
            "websocket_max_message_size": 50_000_000,
        }

    def init_handlers(self) -> list[Any]:
        """Return our pages, and what they need of Voila."""
        self.room = self._room()
        self.status = Status(self.room, count, self._ways())
        shared = {"voila_configuration": self.voila_configuration}
        room = {"room": self.room, **shared}
        desk = {"desk": Desk(self.steps, self.books, self.turn_to, self._title), **shared}
        wall = {"projector": self.projector, **shared}
        in_a_room = [
            (r"/join", Join, shared),
            (r"/wall", Wall, wall),
            (r"/wall/state", WallState, wall),
        ]
        alone = [] if self.site.home else [(r"/book", Another, desk)]
        ours = [
            (r"/", Home, desk),
            (r"/progress", Progress, desk),
            (r"/example", Sample, shared),
            *(in_a_room if self.projector else alone),
            (rf"/({'|'.join(self.notebooks)})", Workbook, room),
            (r"/line", Line, room),
            (r"/preferences", Preferences),
            (r"/assets/(.*)", Assets, {"shelf": self.shelf}),
            (rf"/api/kernels/{_KERNEL}", KernelHandler),
            (rf"/api/kernels/{_KERNEL}/channels", Socket),
            (rf"/voila/api/shutdown/{_KERNEL}", Leave, shared),
            *self.status.health,
            *self.identity_provider.get_handlers(),
        ]
        below = self.site.base.rstrip("/")
        return [*((f"{below}{address}", *rest) for address, *rest in ours), *self._front()]

    def _front(self) -> list[Any]:
        """Return the door of all servers, where this is one of several."""
        entry = self.site.entry
        if self.peers is None or entry == self.site.base:
            return []
        own = re.escape(self.site.base.removeprefix(entry))
        elsewhere = rf"{re.escape(entry)}(?!{own})(.*)"
        return [(elsewhere, Front, {"peers": self.peers, "entry": entry})]

    def turn_to(self, book: Path) -> None:
        """Serve another book from now on; pages that are open keep the one that they have."""
        before = self.room.pages
        self.site = replace(self.site, env={**self.site.env, "PLNKIT_BOOK": str(book)})
        self.app.settings["cookie_secret"] = access.cookie_secret(_opened(self.site))
        self.room.pages = self._pages()
        self.ioloop.add_callback(before.end)  # each was told of the book before
        self.room.pages.fill()

    def _pages(self) -> Pages:
        # What a user's own IPython is told to do at its start is not for these pages.
        env = {**self.site.env, "IPYTHONDIR": f"{self.connection_dir}/ipython"}
        env |= self.hatch.env if self.hatch else {}
        most = int(os.environ.get("PLNKIT_READY", READY if self.site.store else READY_FOR_ONE))
        ready = {address: min(most, READY_BESIDE.get(address, most)) for address in self.notebooks}
        plan = Plan(self.notebooks, ready, env, str(_usable(self.site.folder)))
        return Pages(self.kernel_manager, self._renderer, plan)

    def _ways(self) -> Ways:
        if (peers := self.peers) is None:
            return self.site.ways
        return replace(self.site.ways, draining=lambda: peers.draining, drain=self.drain)

    def _title(self) -> str:
        there = self.site.workshop and self.site.workshop.host.room
        return there.title if there else ""

    def _room(self) -> Room:
        allowed = _open_files()
        most = max(1, (allowed - OWN_FILES) // FILES)
        seats = Seats(_seats(self.site.seats, most, allowed))
        self.kernel_manager.waiting = lambda: seats.waiting
        return Room(self._pages(), seats, self.kernel_manager, most)

    def _renderer(self, kind: type[NotebookRenderer], notebook: Path) -> NotebookRenderer:
        """Return what makes HTML of a notebook."""
        return kind(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=str(notebook),
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},  # of a lab; the address and the kernel come to it
            mathjax_config=self.mathjax_config,
            mathjax_url=self.mathjax_url,
        )

    def listen(self) -> None:
        """Open the door, say so, and stay until a signal comes; then end every kernel."""
        # xheaders: a proxy in front says whether its wire to the browser is https.
        waits = {"idle_connection_timeout": 600, "body_timeout": 60}
        server = HTTPServer(
            self.app, max_body_size=LETTER, xheaders=True, ssl_options=self.site.tls, **waits
        )
        server.add_sockets(self.site.sockets)
        if self.site.status:
            self.status.listen(self.site.status)
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        if hasattr(signal, "SIGUSR1"):  # not on Windows
            signal.signal(
                signal.SIGUSR1, lambda *_: self.ioloop.add_callback_from_signal(self.drain)
            )
        self.room.pages.fill()
        self._go_round()
        self.site.on_ready()
        try:
            self.ioloop.start()
        finally:
            self.app.default_router.rules.insert(0, Rule(AnyMatches(), Ending))
            self.stop()

    def _go_round(self) -> None:
        """Begin what is done again and again while there is a workshop."""
        if (workshop := self.site.workshop) is None:
            return
        if workshop.door:
            self.rounds.append(PeriodicCallback(workshop.door.tell, TELL))
        if self.peers:
            self.rounds.append(PeriodicCallback(self._beat, BEAT * 1000))
        if workshop.every:
            seconds, done = workshop.every
            self.rounds.append(PeriodicCallback(done, seconds * 1000))
        for one in self.rounds:
            one.start()

    def drain(self) -> None:
        """Take nobody in any more, send who turns a page to another server, and end once empty."""
        if self.peers:
            log.warning("this server takes nobody in any more, and ends when its last page is left")
            self.peers.draining = True
        else:
            log.warning("there is no other server to which people could go on")

    async def _beat(self) -> None:
        """Tell the other servers how full this one is; one that is to end does so once it is empty."""
        seats, seated = self.room.seats, self.room.seated
        if self.peers:
            await self.peers.beat(seats.seats, seated, seats.waiting)
            if self.peers.draining and not seated:
                self.ioloop.stop()

    def stop(self) -> None:
        """End every kernel; what they had is in the book."""
        self.room.pages.close()
        self.status.close()
        for one in self.rounds:
            one.stop()
        run_sync(self.kernel_manager.end_all)()
        self.books.close()
        door = self.site.workshop and self.site.workshop.door
        for part in (self.hatch, self.projector, door, self.peers):
            if part:
                part.close()
        zygotes.stop()
        shutil.rmtree(self.connection_dir, ignore_errors=True)
