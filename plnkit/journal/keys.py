"""Keys: what a learner holds, and what a store knows of it.

A key is made in the learner's browser and is never written down here: a store knows the id that is
derived from it one way, so that who reads a store learns no key. What encrypts the rows is derived
one way, too, and neither can be had from the other.
"""

from hashlib import blake2b

from plnkit.sealing import secret_of


def book_of(key: str, store: str) -> str:
    """Return the id of the book that a learner's key opens in a store; elsewhere it is another.

    Raises `NotAKey` with a sentence when the key is not 128 bit as 32 lower-case hex digits.
    """
    return _derived(key, store, b"plnkit-book", 16).hex()


def row_key(key: str, store: str) -> bytes:
    """Return the 256 bits that encrypt the rows of that book. Raises `NotAKey`."""
    return _derived(key, store, b"plnkit-rows", 32)


def _derived(key: str, store: str, person: bytes, size: int) -> bytes:
    secret, salt = secret_of(key), bytes.fromhex(store)
    return blake2b(secret, digest_size=size, salt=salt, person=person).digest()
