"""Keys of rooms and coaches, and what is sealed to them: who has no key reads nothing.

A facilitator or coach holds 128 random bits, as a learner does; their key pair is derived from them.
A share is sealed to the public half (a `SealedBox`: X25519, XSalsa20-Poly1305), so that a store, which
has that half alone, cannot be read. What a learner shares lies under an id that only their own key
gives, so that nobody can put or take back a share in another's place.
"""

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from plnkit.errors import NotAKey
from plnkit.language import tr

if TYPE_CHECKING:
    from nacl.public import PrivateKey

Whose = Literal["room", "coach"]


def secret_of(key: str) -> bytes:
    """Return the bits of a key.

    Raises `NotAKey` with a sentence when it is not 128 bit as 32 lower-case hex digits.
    """
    if not re.fullmatch("[0-9a-f]{32}", key):
        raise NotAKey(tr("This link is not whole: copy it again, up to its last character."))
    return bytes.fromhex(key)


def pair_of(key: str, whose: Whose) -> "PrivateKey":
    """Return the key pair that a facilitator's or a coach's key gives.

    Raises `NotAKey`.
    """
    from nacl.public import PrivateKey

    person = f"plnkit-{whose}".encode()
    return PrivateKey(blake2b(secret_of(key), digest_size=32, person=person).digest())


def public_of(key: str, whose: Whose) -> bytes:
    """Return the public half: what a store may know. Raises `NotAKey`."""
    return bytes(pair_of(key, whose).public_key)


def id_of(public: bytes) -> str:
    """Return the id of a room or coach: it follows from the public half, which it proves."""
    return blake2b(public, digest_size=16, person=b"plnkit-to").hexdigest()


def share_of(key: str, to: str) -> str:
    """Return the id under which a learner's share for a room or coach lies. Raises `NotAKey`."""
    salt = bytes.fromhex(to)
    return blake2b(secret_of(key), digest_size=16, salt=salt, person=b"plnkit-share").hexdigest()


def mark_of(key: str, content: bytes) -> str:
    """Return what tells two versions of a share apart, and nothing else to who has not the key."""
    secret = secret_of(key)
    return blake2b(content, digest_size=16, key=secret, person=b"plnkit-mark").hexdigest()


def seal(public: bytes, content: bytes) -> bytes:
    """Return the content, to be opened by the holder of the private half alone."""
    from nacl.public import PublicKey, SealedBox

    return SealedBox(PublicKey(public)).encrypt(content)


def unseal(pair: "PrivateKey", sealed: bytes) -> bytes:
    """Return what was sealed; raises ValueError when it was not sealed to this pair, or changed."""
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox

    try:
        return SealedBox(pair).decrypt(sealed)
    except (CryptoError, TypeError):
        raise ValueError("it was not sealed to this key") from None
