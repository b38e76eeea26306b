"""What https needs: a certificate and its key, or a sentence that says what is wrong with them."""

import ssl
from pathlib import Path

from plnkit.errors import BookError
from plnkit.language import tr


class TlsError(BookError):
    """The certificate or its key cannot be used."""


def context(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """Return how to speak https, None where neither file is given.

    Raises TlsError with a sentence.
    """
    if cert is None and key is None:
        return None
    if cert is None or key is None:
        missing = "--tls-key" if key is None else "--tls-cert"
        raise TlsError(
            tr("A certificate and its key go together: {option} is missing.", option=missing)
        )
    for file in (cert, key):
        _readable(file)
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        found.load_cert_chain(cert, key, password="")
    except ssl.SSLError as fault:
        raise TlsError(_why(cert, key, fault)) from None
    return found


def _readable(file: Path) -> None:
    try:
        file.read_bytes()
    except OSError as fault:
        raise TlsError(
            tr("{file} cannot be read: {reason}.", file=file, reason=fault.strerror)
        ) from None


def _why(cert: Path, key: Path, fault: ssl.SSLError) -> str:
    if fault.reason == "KEY_VALUES_MISMATCH":
        return tr(
            "{key} is not the key of {cert}: name the two that were made together.",
            key=key,
            cert=cert,
        )
    return tr(
        "{cert} and {key} are no certificate and key as PEM, without a password.",
        cert=cert,
        key=key,
    )
