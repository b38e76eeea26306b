"""The workbooks in JupyterLab, on a copy beside the book, so that names stay out of the originals."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from plnkit import files, language
from plnkit.errors import BookError, NotWritable
from plnkit.language import prose, tr

FIRST = "1_welcome.ipynb"
HOST = "127.0.0.1"
PATIENCE = 90  # seconds: the first start of a cold machine
GRACE = 10  # seconds to put things away


def serve(book: Path, *, port: int | None, on_ready: Callable[[str], None]) -> None:
    """Run JupyterLab on a book until a signal stops it.

    Raises a `BookError` when the copy cannot be made or JupyterLab does not start.
    """
    folder, token = copy_workbooks(book), secrets.token_urlsafe(24)
    door = _door(port)
    with _stopping_on_signals(), _running(book, folder, door, token) as lab:
        _wait(lab, door)
        on_ready(f"http://{HOST}:{door}/lab/tree/{FIRST}?token={token}")
        lab.wait()


def copy_workbooks(book: Path) -> Path:
    """Copy the workbooks that are not there yet to a folder beside a book, and return it."""
    folder = book.with_name(f"{book.stem}-workbooks")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for original in sorted(files.workbooks().glob("*.ipynb")):
            if not (folder / original.name).exists():
                _copy(original, folder / original.name)
    except OSError as fault:
        raise NotWritable(
            tr(
                "{path} cannot be written ({reason}): move the book to a folder of yours.",
                path=folder,
                reason=fault.strerror,
            )
        ) from None
    return folder


def _copy(original: Path, copy: Path) -> None:
    """Copy a notebook, its prose in the language that is spoken."""
    if language.current() == language.SOURCE:
        shutil.copyfile(original, copy)
    else:
        copy.write_text(prose.notebook(original.read_text("utf-8")), "utf-8")


def _door(port: int | None) -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port or 0))
        except (OSError, OverflowError):
            raise BookError(
                tr("Port {number} is not free: choose another with --port.", number=str(port))
            ) from None
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    book: Path, folder: Path, door: int, token: str
) -> Iterator["subprocess.Popen[bytes]"]:
    options = {
        "ip": HOST,
        "port": door,
        "port_retries": 0,
        "root_dir": folder,
        "open_browser": False,
        "answer_yes": True,
        "allow_root": True,  # it listens to this computer alone, and asks for a token
        "log_level": "ERROR",
    }
    command = [sys.executable, "-W", "ignore", "-m", "jupyterlab", "--LabApp.log_level=ERROR"]
    command += [f"--ServerApp.{name}={value}" for name, value in options.items()]
    # JupyterLab would ask other hosts for a newer version of itself, and for news.
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--LabApp.news_url=None"]
    # By the environment, since everyone on a computer can read the command lines.
    env = {**os.environ, "PLNKIT_BOOK": str(book), "JUPYTER_TOKEN": token}
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / ".workspaces")  # not the tabs of another book
    with subprocess.Popen(command, cwd=folder, env=env, start_new_session=True) as lab:
        try:
            yield lab
        finally:
            _stop(lab)


def _wait(lab: "subprocess.Popen[bytes]", door: int) -> None:
    """Wait until it listens."""
    until = time.monotonic() + PATIENCE
    while lab.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection((HOST, door), timeout=1):
            return
        time.sleep(0.1)
    raise BookError(tr("JupyterLab did not start: plnkit doctor says what is missing."))


def _stop(lab: "subprocess.Popen[bytes]") -> None:
    if lab.poll() is None:
        lab.terminate()
        try:
            lab.wait(GRACE)
        except subprocess.TimeoutExpired:
            lab.kill()


@contextmanager
def _stopping_on_signals() -> Iterator[None]:
    """Let a signal end the work in here, and what it started with it."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
