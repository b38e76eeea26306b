"""A real PostgreSQL of our own, for the tests that need one."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa


def wait_for(address: str) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            return ask(address, "SELECT 1") and None
        except sa.exc.OperationalError:
            assert time.monotonic() < end, "PostgreSQL does not start"
            time.sleep(0.05)


def ask(address: str, *statements: str) -> list[tuple]:
    """Run statements in a database and return what the last one finds."""
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        for statement in statements:
            found = conn.exec_driver_sql(statement)
        return [tuple(row) for row in found] if found.returns_rows else []


def programs() -> Path:
    """Return the folder with PostgreSQL's programs, the newest that is installed."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    newest = max(found, key=lambda p: float(p.parts[-3]), default=shutil.which("initdb"))
    missing = "your system's package `postgresql`" if newest is None else ""
    if not find_spec("psycopg"):
        missing = 'the driver, pip install "psycopg[binary]"'
    if missing:
        assert not os.environ.get("CI"), f"CI has no PostgreSQL: install {missing}"
        pytest.skip(f"no PostgreSQL here: install {missing}")
    return Path(newest).parent


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A PostgreSQL of our own; gives what follows the database in its addresses."""
    with running("fsync=off") as where:
        yield where


class Postgres:
    """PostgreSQL on a socket in a folder of its own; `where` follows the database in addresses."""

    def __init__(self, *settings: str) -> None:
        import pwd  # not there on Windows, where all of this is skipped

        self.bin = programs()
        self.folder = Path(tempfile.mkdtemp())  # a socket's name must be short
        self.where = f"?host={self.folder}"
        self._settings = (f"unix_socket_directories={self.folder}", "listen_addresses=", *settings)
        self._it = {"cwd": self.folder}
        if os.getuid() == 0:  # which PostgreSQL refuses
            nobody = pwd.getpwnam("nobody")
            self._it |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        make = [self.bin / "initdb", "-D", "data", "-U", "plnkit", "-A", "trust", "-E", "UTF8"]
        make += ["--no-sync", "--no-locale"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **self._it)

    def start(self) -> "Postgres":
        """Start it, and wait until it answers."""
        settings = (word for s in self._settings for word in ("-c", s))
        with (self.folder / "log").open("a") as log:
            start = [self.bin / "postgres", "-D", "data", *settings]
            self._server = subprocess.Popen(start, stdout=log, stderr=log, **self._it)
        wait_for(f"postgresql://plnkit@/postgres{self.where}")
        return self

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End what is open, then stop; with SIGQUIT fall as a machine does."""
        self._server.send_signal(how)
        self._server.wait(30)


@contextmanager
def running(*settings: str) -> Iterator[str]:
    """Run PostgreSQL; gives what follows the database in addresses."""
    server = Postgres(*settings)
    try:
        yield server.start().where
    finally:
        server.stop()
        shutil.rmtree(server.folder)


@pytest.fixture
def address(cluster: str) -> str:
    """The address of an empty database."""
    name = f"w{uuid4().hex}"
    ask(f"postgresql://plnkit@/postgres{cluster}", f"CREATE DATABASE {name}")
    return f"postgresql://plnkit@/{name}{cluster}"
