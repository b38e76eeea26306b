"""Where a server listens: the port that was named, that of last time, or the first that is free."""

import errno
from socket import AF_INET, SOCK_DGRAM, socket

from tornado.netutil import bind_sockets

from plnkit.errors import BookError
from plnkit.language import N_, tr

LOCAL = "127.0.0.1"  # this computer alone
PORTS = range(8866, 8966)

_IN_USE = N_(
    "Port {port} is in use: name another with --port, or leave --port out and a free one is taken."
)
_NOT_AGAIN = N_(
    "Port {port} is in use: it is the one at which this workshop was served before, and at another "
    "its browsers would begin an empty book. Stop what uses it, or name another with --port all "
    "the same."
)


class PortError(BookError):
    """No door to listen at: one sentence that says what to do."""


def doors(host: str, port: int | None, known: int | None = None) -> list[socket]:
    """Return sockets that listen at a port of a host.

    Without a port it is the one that is known from last time, or else the first that is free.
    Raises PortError when the port cannot be had, or none is free.
    """
    if port is not None:
        return _door(host, port, _IN_USE)
    return _first_free(host, PORTS) if known is None else _door(host, known, _NOT_AGAIN)


def _door(host: str, port: int, if_in_use: str) -> list[socket]:
    if not 0 <= port < 2**16:  # the system would take the remainder
        raise PortError(_why(port, None))
    try:
        return bind_sockets(port, host)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortError(tr(if_in_use, port=str(port))) from error
        raise PortError(_why(port, error.errno)) from error


def _first_free(host: str, ports: range) -> list[socket]:
    for port in ports:
        try:
            return bind_sockets(port, host)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise PortError(_why(port, error.errno)) from error
    raise PortError(
        tr(
            "No port from {first} to {last} is free: stop a program that uses one, "
            "or name another with --port.",
            first=str(ports[0]),
            last=str(ports[-1]),
        )
    )


def _why(port: int, number: int | None) -> str:
    match number:
        case errno.EACCES:
            return tr(
                "Port {port} is reserved for the system: name one from 1024 up with --port.",
                port=str(port),
            )
        case errno.EADDRNOTAVAIL | None if number:
            return tr("This computer has no such address: leave --host out, or name one it has.")
        case _:
            return tr(
                "Port {port} cannot be used: name one from 1024 to 65535 with --port.",
                port=str(port),
            )


def address_in_the_room() -> str:
    """Return the address by which others in the same network reach this computer.

    Nothing is sent: the system is only asked which way it would go. Without a network it is this
    computer's own address.
    """
    with socket(AF_INET, SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: nobody's
        except OSError:
            return LOCAL
        return str(probe.getsockname()[0])
