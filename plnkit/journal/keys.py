"""Keys: what a learner holds, and what a store knows of it.

A key is made in the learner's browser and is never written down here: a store knows the id that is
derived from it one way, so that who reads a store learns no key.
"""

import re
from hashlib import blake2b

from plnkit.errors import NotAKey


def book_of(key: str, store: str) -> str:
    """Return the id of the book that a learner's key opens in a store; elsewhere it is another.

    Raises `NotAKey` with a sentence when the key is not 128 bit as 32 lower-case hex digits.
    """
    if not re.fullmatch("[0-9a-f]{32}", key):
        raise NotAKey("This link is not whole: copy it again, up to its last character.")
    secret, salt = bytes.fromhex(key), bytes.fromhex(store)
    return blake2b(secret, digest_size=16, salt=salt, person=b"plnkit-book").hexdigest()
