"""A real PgBouncer before our PostgreSQL, which gives a connection to others after each transaction."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from postgresql import wait_for

SETTINGS = """
[databases]
* = host={behind} user=plnkit
[pgbouncer]
pool_mode = transaction
auth_type = any
listen_port = 6432
unix_socket_dir = {folder}
default_pool_size = 5
max_client_conn = 500
"""


@contextmanager
def bouncing(behind: str) -> Iterator[str]:
    """Run PgBouncer before the PostgreSQL in a folder; gives what follows the database in addresses."""
    import pwd

    if not (program := shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")):
        assert not os.environ.get("CI"), "CI has no PgBouncer: install your system's package"
        pytest.skip("no PgBouncer here: install your system's package `pgbouncer`")
    folder = Path(tempfile.mkdtemp())  # a socket's name must be short
    (folder / "ini").write_text(SETTINGS.format(behind=behind, folder=folder))
    it = {"cwd": folder}
    if os.getuid() == 0:  # which PgBouncer refuses
        nobody = pwd.getpwnam("nobody")
        it |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    with (folder / "log").open("w") as log:
        bouncer = subprocess.Popen([program, "ini"], stdout=log, stderr=log, **it)
    try:
        wait_for(f"postgresql://plnkit@/postgres?host={folder}&port=6432")
        yield f"?host={folder}&port=6432"
    finally:
        bouncer.send_signal(signal.SIGTERM)
        bouncer.wait(30)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def bouncer(cluster: str) -> Iterator[str]:
    """A PgBouncer of our own; gives what follows the database in its addresses."""
    with bouncing(cluster.removeprefix("?host=")) as where:
        yield where


@pytest.fixture
def pooled(address: str, bouncer: str) -> str:
    """The address of an empty database behind PgBouncer."""
    return address.partition("?")[0] + bouncer
