"""The zygote: one process that has imported everything, and is copied instead of started.

It has one thread, no event loop and no connection, so that a fork of it is whole. It answers one
request at a time on a unix socket that only its owner can open:

- ``{"page": path, "env": …, "cwd": …, "door": path}`` forks a zygote of that page, which runs the
  notebook's cells once and then listens at its own door; the answer holds what each cell showed,
  and the process (a pidfd).
- ``{"kernel": [argument, …], "env": …, "cwd": …}`` forks a kernel that has in it whatever its
  zygote has: for a page, the notebook as it stands after its last cell. With the answer come two
  file descriptors: the process (a pidfd) and a pipe that says one byte once the kernel listens.

Linux only.
"""

import array
import gc
import itertools
import json
import os
import select
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from plnkit import language

LIMIT = 1 << 20  # bytes of a request
PATIENCE = 5  # seconds for a request that has begun to arrive whole
_RUDE = ("rfc3987_syntax",)  # a grammar that jsonschema would build for 2 s, and nobody needs

Json = dict[str, Any]


def main(door: str, ready: int) -> None:
    """Import everything, draw a chart, say a byte, then answer until the server is gone."""
    server = os.pidfd_open(os.getppid())
    _warm_up()
    zygote = _Zygote(door, [server], {})
    os.write(ready, b"!")
    os.close(ready)
    zygote.serve()


def _warm_up() -> None:
    """Do once what every kernel would do again."""
    for name in _RUDE:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    import ipykernel.debugger
    import ipykernel.kernelapp
    import ipykernel.zmqshell  # noqa: F401
    import ipywidgets
    import nacl.public
    import nacl.secret  # noqa: F401
    import segno  # noqa: F401

    from plnkit.charts.network_map import network_map
    from plnkit.journal import postgres
    from plnkit.pages import (  # noqa: F401
        aims,
        coach,
        common,
        facilitator,
        grow,
        interactions,
        network,
        review,
        room,
        welcome,
    )
    from plnkit.samples import example

    postgres.import_driver()
    ipywidgets.register_comm_target()  # it does so itself only in a kernel
    network_map(example()).to_json(validate=False)


class _Zygote:
    """A process that listens, and is copied."""

    def __init__(self, door: str, watched: list[int], names: Json) -> None:
        self.names = names
        self.watched = watched  # processes without which there is no use for this one
        self.door = socket.socket(socket.AF_UNIX)
        os.umask(0o077)
        self.door.bind(door)
        self.door.listen(128)

    def serve(self) -> None:
        """Answer until the server, or the zygote that this one is a copy of, is gone."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
        gc.collect()
        gc.freeze()  # or the collector of each child would copy every page
        while True:
            ready, _, _ = select.select([self.door.fileno(), *self.watched], [], [])
            if set(ready) & set(self.watched):
                os._exit(0)
            client, _ = self.door.accept()
            with client:
                client.settimeout(PATIENCE)
                self._answer(client)

    def _answer(self, client: socket.socket) -> None:
        try:
            request = _receive(client)
            if "page" in request:
                self._fork_page(client, request)
            else:
                self._fork_kernel(client, request)
        except Exception:  # noqa: BLE001 - whatever it is, who asked must hear it
            _say(client, {"error": traceback.format_exc()})

    # --- a kernel ---------------------------------------------------------------------------

    def _fork_kernel(self, client: socket.socket, request: Json) -> None:
        reader, writer = os.pipe()
        try:
            if (pid := os.fork()) == 0:
                os.close(reader)
                client.close()
                self._be_kernel(request, writer)
            _say_process(client, pid, {}, reader)
        finally:
            os.close(reader)
            os.close(writer)

    def _be_kernel(self, request: Json, ready: int) -> NoReturn:
        try:
            self.door.close()
            _become(request)
            _run_kernel(request["kernel"], self.names, ready, self.watched[0])
        except BaseException:  # noqa: BLE001 - as below
            traceback.print_exc()
        finally:
            os._exit(1)

    # --- a page -----------------------------------------------------------------------------

    def _fork_page(self, client: socket.socket, request: Json) -> None:
        if os.fork():
            return
        try:
            self.door.close()
            _become(request)
            parent = os.pidfd_open(os.getppid())
            shown, names = _perform(Path(request["page"]))
            zygote = _Zygote(request["door"], [*self.watched, parent], names)
            _say_process(client, os.getpid(), {"cells": shown})
            client.close()
            zygote.serve()
        except BaseException:  # noqa: BLE001 - a copy must never go on as if it were its parent
            _say(client, {"error": traceback.format_exc()})
        finally:
            os._exit(1)


# --- in the child -------------------------------------------------------------------------------


def _become(request: Json) -> None:
    """Take on the surroundings that were asked for, and forget those of the zygote."""
    os.setsid()
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    language.use(language.asked_for())
    if numpy := sys.modules.get("numpy"):  # Python's own numbers begin anew at each fork
        numpy.random.seed()


def _perform(notebook: Path) -> tuple[list[list[Json]], Json]:
    """Run the cells of a notebook; return what each showed, and the names that are left."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    quiet = Config(HistoryManager={"enabled": False})
    shell = InteractiveShell.instance(config=quiet, user_ns={})
    with _numbered_comms():
        shown = [_show(shell, cell) if cell["cell_type"] == "code" else [] for cell in cells]
    names = {k: v for k, v in shell.user_ns.items() if k not in shell.user_ns_hidden}
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()
    return shown, names


@contextmanager
def _numbered_comms() -> Iterator[None]:
    """Give widgets numbers for ids, so that a page still fits a kernel that was forked anew."""
    import comm

    before, count = comm.create_comm, itertools.count(1)
    comm.create_comm = lambda **given: before(**{"comm_id": f"{next(count):032x}", **given})
    try:
        yield
    finally:
        comm.create_comm = before


def _show(shell: Any, cell: Json) -> list[Json]:
    """Run one cell and return its outputs as a notebook would keep them; errors are raised."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.utils.capture import capture_output

    with capture_output() as got:
        shell.display_trap.hook = CapturingDisplayHook(shell, shell.display_pub.outputs)
        shell.run_cell("".join(cell["source"])).raise_error()
    said = [{"output_type": "stream", "name": "stdout", "text": got.stdout}] if got.stdout else []
    return said + [
        {"output_type": "display_data", "data": o.data, "metadata": o.metadata or {}}
        for o in got.outputs
    ]


def _run_kernel(arguments: list[str], names: Json, ready: int, server: int) -> None:
    """Be an ordinary kernel, with these names in it, until it ends or the server does."""
    from comm import get_comm_manager
    from ipykernel.kernelapp import IPKernelApp

    from plnkit.serving.kernel import log_to_the_server

    gc.enable()
    log_to_the_server()
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    app = IPKernelApp.instance(user_ns=names, parent_handle=1)  # 1: it watches nobody
    app.initialize(arguments)
    for comm in get_comm_manager().comms.values():
        comm.kernel = app.kernel  # type: ignore[attr-defined] # made before there was one, or it would not speak
    os.write(ready, b"!")
    os.close(ready)
    app.start()


def _end_with(server: int) -> None:
    """End this process when the server's has ended: nobody could reach it any more."""
    select.select([server], [], [])
    os._exit(0)


# --- the wire -----------------------------------------------------------------------------------


def _receive(client: socket.socket) -> Json:
    data = b""
    while not data.endswith(b"\n"):
        more = client.recv(1 << 16)
        if not more or len(data) > LIMIT:
            raise ValueError("a request that is cut short or too long")
        data += more
    asked: Json = json.loads(data)
    return asked


def _say(client: socket.socket, answer: Json, files: list[int] | None = None) -> None:
    data = json.dumps(answer).encode() + b"\n"
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files or []))
    client.sendmsg([data], [rights] if files else [])


def _say_process(client: socket.socket, pid: int, answer: Json, *files: int) -> None:
    """Answer with a process: its number, and a handle that stays true when the number is reused."""
    handle = os.pidfd_open(pid)
    try:
        _say(client, {"pid": pid, **answer}, [handle, *files])
    finally:
        os.close(handle)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
