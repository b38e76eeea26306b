"""A wire to PostgreSQL that is cut at a statement: before it arrives, or before its answer does."""

import select
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = ".s.PGSQL.5432"


class Wire:
    """Carries what is said both ways; `cut` says where it ends next."""

    def __init__(self, behind: Path) -> None:
        self._behind = str(behind / NAME)
        self._at: list[tuple[bytes, bool]] = []
        self.cuts = 0

    def cut(self, *statements: bytes, arrives: bool) -> None:
        """Cut the connection at each statement, one after the other."""
        self._at = [(statement, arrives) for statement in statements]

    def carry(self, client: socket.socket) -> None:
        """Carry what one client and PostgreSQL say, until one of them has enough or it is cut."""
        silent = False  # whether PostgreSQL has heard the statement, and is not heard any more
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(self._behind)
            while True:
                ready = select.select([client, server], [], [])[0]
                if client in ready:
                    said = client.recv(65536)
                    cut, arrives = self._is_cut_at(said)
                    if not said or (cut and not arrives):
                        return
                    silent = silent or cut
                    server.sendall(said)
                elif silent or not (said := server.recv(65536)):
                    return
                else:
                    client.sendall(said)

    def _is_cut_at(self, said: bytes) -> tuple[bool, bool]:
        """Return whether the wire is cut here, and whether what was said arrives before that."""
        if not self._at or self._at[0][0] not in said:
            return False, False
        self.cuts += 1
        return True, self._at.pop(0)[1]


@contextmanager
def wire(address: str) -> Iterator[tuple[str, Wire]]:
    """Give an address that leads to a database by a wire, and the wire."""
    database, _, behind = address.partition("?host=")
    folder = Path(tempfile.mkdtemp())  # a socket's name must be short
    carried = Wire(Path(behind))
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / NAME))
        door.listen(64)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = door.accept()
                    threading.Thread(target=carried.carry, args=[client], daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"{database}?host={folder}", carried
        finally:
            door.shutdown(socket.SHUT_RDWR)
            shutil.rmtree(folder)
