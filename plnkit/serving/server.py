"""One reader's workbooks as pages, on this computer only: what `plnkit open` starts."""

import errno
import hashlib
import json
import logging
import mimetypes
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from nbformat.sign import NotebookNotary
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import HTTPError, RequestHandler
from traitlets.config import Config
from voila.app import Voila, VoilaKernelWebsocketHandler
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from plnkit import files

WORKBOOKS = {"network": "2_network.ipynb"}  # address of a page -> its notebook, in reading order
HOST = "127.0.0.1"
PORTS = range(8866, 8966)
YEAR = 365 * 24 * 3600
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "template"
_VIEWS = _HERE.parent / "views"


class PortError(Exception):
    """No door to listen at: one sentence that says what to do."""


def serve(book: str, *, port: int | None, token: str, on_ready: Callable[[str], None]) -> None:
    """Serve the workbooks on a book until the process is told to stop.

    Raises PortError when the port cannot be had, or none is free.
    """
    sockets = _first_free(PORTS) if port is None else _door(port)
    path = Path(book).absolute()
    os.environ["PLNKIT_BOOK"] = str(path)
    server = Server.instance(config=_config(path, token), sockets=sockets, on_ready=on_ready)
    server.initialize(argv=[])
    logging.getLogger("tornado.general").setLevel(logging.ERROR)  # Jupyter and it: ms or s?
    server.start()


# Ports


def _door(port: int) -> list[socket]:
    if not 0 <= port < 2**16:  # the system would take the remainder
        raise PortError(_why(port, None))
    try:
        return bind_sockets(port, HOST)
    except OSError as error:
        raise PortError(_why(port, error.errno)) from error


def _first_free(ports: range) -> list[socket]:
    for port in ports:
        try:
            return bind_sockets(port, HOST)
        except OSError:
            continue
    raise PortError(
        f"No port from {ports[0]} to {ports[-1]} is free: stop a program that uses one, "
        "or name another with --port."
    )


def _why(port: int, number: int | None) -> str:
    match number:
        case errno.EADDRINUSE:
            return (
                f"Port {port} is in use: name another with --port, "
                "or leave --port out and a free one is taken."
            )
        case errno.EACCES:
            return f"Port {port} is reserved for the system: name one from 1024 up with --port."
        case _:
            return f"Port {port} cannot be used: name one from 1024 to 65535 with --port."


# What a page is made of


@dataclass(frozen=True)
class Step:
    """One workbook in the bar of steps."""

    number: int
    address: str
    stem: str
    title: str


@dataclass(frozen=True)
class Asset:
    """A static file, at an address that changes with its content."""

    name: str
    body: bytes
    type: str

    @classmethod
    def read(cls, path: Path) -> "Asset":
        """Read a file, and name it by what is in it."""
        body = path.read_bytes()
        mark = hashlib.sha256(body).hexdigest()[:16]
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return cls(f"{path.stem}.{mark}{path.suffix}", body, kind)

    @property
    def url(self) -> str:
        """The address of the file on the server."""
        return f"/assets/{self.name}"


def _assets() -> dict[str, Asset]:
    """Return what pages load, by the name that the templates use."""
    return {
        "tokens": Asset.read(_VIEWS / "tokens.css"),
        "style": Asset.read(_TEMPLATE / "page.css"),
        "jupyter": Asset.read(_TEMPLATE / "jupyter.css"),
        "script": Asset.read(_TEMPLATE / "page.js"),
        "plotly": Asset.read(_VIEWS / "vendor" / "plotly-cartesian.min.js"),
    }


def _steps(folder: Path) -> list[Step]:
    there = [(a, folder / name) for a, name in WORKBOOKS.items() if (folder / name).is_file()]
    return [Step(n, a, path.stem, _title(path)) for n, (a, path) in enumerate(there, 1)]


def _title(notebook: Path) -> str:
    metadata = json.loads(notebook.read_text("utf-8"))["metadata"]
    return str(metadata.get("title", notebook.stem))


# Settings


def _config(book: Path, token: str) -> Config:
    return Config(
        Voila={
            "config_file_paths": [],  # what else Jupyter is told on this computer is not for us
            "log_level": "WARN",
            "open_browser": False,
            "root_dir": str(files.workbooks()),
            "token": token,
            "identity_provider_class": "voila.voila_identity_provider.VoilaIdentityProvider",
        },
        VoilaConfiguration={
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "extension_allowlist": EXTENSIONS,
            "file_allowlist": [],
            "kernel_spec_manager_class": ThisPython,
            "show_tracebacks": True,  # to our template, which tells a sentence from a traceback
        },
        VoilaExecutor={"timeout": 60},
        MappingKernelManager={
            "cull_idle_timeout": 3600,
            "cull_interval": 60,
            "transport_encryption": "auto",
            "root_dir": str(_existing(book.parent)),
        },
    )


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())


class OurOwn(NotebookNotary):
    """Trust in the notebooks of the package, which nobody signed on this computer."""

    def check_signature(self, _nb: object) -> bool:
        """Trust it."""
        return True


class ThisPython(KernelSpecManager):
    """The Python that runs this server, and no other kernel that Jupyter knows of."""

    def _kernel_dirs_default(self) -> list[str]:
        return []


# Pages


class Page(BaseVoilaHandler):
    """A page for the reader who came with the link, and for nobody else."""

    async def prepare(self) -> None:
        """Let the reader in, and take the token out of the address that a screen shows."""
        await super().prepare()
        if "token" in self.request.arguments and not self._finished:
            self.redirect(self.request.path)

    def get_login_url(self) -> str:
        """Refuse: there is no password to ask for, only the link."""
        raise HTTPError(403)


class Home(Page):
    """The start: the first workbook."""

    async def get(self) -> None:
        """Send the reader on."""
        self.redirect("/" + next(iter(WORKBOOKS)))


class Missing(Page):
    """Any other address."""

    async def prepare(self) -> None:
        """Say that nothing is here, to those who may know."""
        await super().prepare()
        if not self._finished:
            raise HTTPError(404)


class Workbook(Page, TornadoVoilaHandler):
    """A workbook that runs."""

    async def get(self, address: str) -> None:
        """Run the notebook of this address and send it cell by cell."""
        notebook = WORKBOOKS[address]
        if not (files.workbooks() / notebook).is_file():
            raise HTTPError(404)
        await super().get(path=notebook)


class Shelf(RequestHandler):
    """Our static files, which a browser asks for once."""

    def initialize(self, assets: dict[str, Asset]) -> None:
        """Keep the files by their address."""
        self._assets = assets

    def get(self, name: str) -> None:
        """Send one file."""
        if name not in self._assets:
            raise HTTPError(404)
        asset = self._assets[name]
        self.set_header("Content-Type", asset.type)
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
        self.finish(asset.body)


# The application

# Of Voila's addresses, those that a page needs: no folder, no file, no notebook, no password.
_NEEDED = {
    FileFindHandler,
    KernelHandler,
    MultiStaticFileHandler,
    TemplateStaticFileHandler,
    ThemesHandler,
    VoilaKernelWebsocketHandler,
    VoilaShutdownKernelHandler,
}


class Server(Voila):
    """Voila with our pages, and without its ways to folders and files."""

    template_paths: list[str]

    def __init__(
        self, *, sockets: Sequence[socket], on_ready: Callable[[str], None], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.sockets = sockets
        self.on_ready = on_ready
        self.port = sockets[0].getsockname()[1]
        self.assets = _assets()
        # A signal may come before the loop runs; it then stops as soon as it starts.
        self.ioloop = IOLoop.current()

    def setup_template_dirs(self) -> None:
        """Put our templates before those of Voila, wherever the package is installed."""
        frame = {"assets": self.assets, "steps": _steps(files.workbooks())}
        self.voila_configuration.config.VoilaConfiguration.resources = {"pln": frame}
        super().setup_template_dirs()
        self.template_paths = [str(_TEMPLATE), *self.template_paths]

    def init_settings(self) -> dict[str, Any]:
        """Return Voila's settings, with our error pages and the limits of a local server."""
        settings: dict[str, Any] = super().init_settings()
        self.contents_manager.notary = OurOwn(parent=self.contents_manager)
        pages = settings["voila_jinja2_env"]
        pages.globals["resources"] = self.config.VoilaConfiguration.resources
        return settings | {
            "jinja2_env": pages,
            "allow_remote_access": False,
            "default_handler_class": Missing,
            "default_handler_args": {"voila_configuration": self.voila_configuration},
            "log_function": lambda _: None,  # addresses hold tokens; errors are logged anyway
            "disable_check_xsrf": True,  # leaving a page could not end its kernel otherwise
            "websocket_compression_options": {},
            "websocket_max_message_size": 50_000_000,
        }

    def init_handlers(self) -> list[Any]:
        """Return our pages, and what they need of Voila."""
        shared = {"voila_configuration": self.voila_configuration}
        notebook = {"template_paths": self.template_paths, "config": self.config, **shared}
        return [
            (r"/", Home, shared),
            (rf"/({'|'.join(WORKBOOKS)})", Workbook, notebook),
            (r"/assets/(.*)", Shelf, {"assets": {a.name: a for a in self.assets.values()}}),
            *(rule for rule in super().init_handlers() if rule[1] in _NEEDED),
        ]

    def listen(self) -> None:
        """Open the door, say so, and stay until a signal comes; then end every kernel."""
        HTTPServer(self.app).add_sockets(self.sockets)
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        self.on_ready(f"http://{HOST}:{self.port}/?token={self.token}")
        try:
            self.ioloop.start()
        finally:
            self.stop()
