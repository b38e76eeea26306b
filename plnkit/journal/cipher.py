"""How the rows of a book lie in a database: as they are, or, in a store, sealed.

Who copies a store reads of a sealed row only when it was written, in which change, what that took
back, by which tab, and how long it is: the thing, its id and the change's label are encrypted
(XChaCha20-Poly1305), and `entity` holds a keyed hash of the id, so that SQL can match. What stays
readable is bound to the rest, so that a row which was altered or moved is found out. Who may write
to a store can still delete rows, or put old ones back: only what a row says is proven, not that all
are there.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from plnkit.journal.folding import Row, Unread
from plnkit.language import tr

ALGORITHM = "xchacha20-poly1305"
STORED = (*Row._fields, "algorithm", "nonce")  # the columns that a row is opened from

_packed = msgspec.msgpack.encode
_inside = msgspec.msgpack.Decoder(tuple[str, str, bytes | None])  # id, label, body


class Plain:
    """The rows of a book that lies in a file of its owner's, as they are."""

    def __init__(self, book: str) -> None:
        self.book = book

    def change(self, id: str) -> str:
        """Return what stands for a change."""
        return id

    def opened(self, stored: Sequence[Any]) -> Row | Unread:
        """Return the row that the columns `STORED` hold."""
        if stored[-2] != "":
            return Unread(stored[0], tr("it is encrypted"))
        return Row._make(stored[:-2])

    def sealed(self, row: Row) -> dict[str, Any]:
        """Return what is written of a row, by column."""
        values = {**row._asdict(), "book": self.book, "algorithm": "", "nonce": None}
        del values["seq"]  # the database gives it
        return values


class Cipher(Plain):
    """The rows of a learner's book in a store, sealed with a key that only theirs gives."""

    def __init__(self, book: str, key: bytes) -> None:
        from nacl.exceptions import CryptoError
        from nacl.secret import Aead

        super().__init__(book)
        self._box = Aead(key)
        self._hash_key = blake2b(key, digest_size=32, person=b"plnkit-entity").digest()
        # PyNaCl's own errors, and what it stumbles over where a column holds something else.
        self._refusals = (CryptoError, ValueError, TypeError)

    def change(self, id: str) -> str:
        """Return what stands for a change: its id where it is random, and cannot hold a word."""
        return id if re.fullmatch("[0-9a-f]{32}", id) else self._hash(id)

    def opened(self, stored: Sequence[Any]) -> Row | Unread:
        """Return the row that was sealed, or why it cannot be read."""
        seq, change, _, undoes, entity, version, body, at, algorithm, nonce = stored
        if algorithm != ALGORITHM or nonce is None:
            return Unread(seq, tr("it is not encrypted as it should be"))
        try:
            bound = self._bound(change, entity, version, undoes, at)
            id, label, plain = _inside.decode(self._box.decrypt(body, bound, nonce))
        except self._refusals:
            return Unread(seq, tr("it is not as it was written"))
        return Row(seq, change, label, undoes, id, version, plain, at)

    def sealed(self, row: Row) -> dict[str, Any]:
        """Return what is written of a row, by column, sealed with a nonce of its own."""
        entity = self._hash(row.entity)
        bound = self._bound(row.change, entity, row.version, row.undoes, row.at)
        box = self._box.encrypt(_packed((row.entity, row.label, row.body)), bound)
        hidden = {"entity": entity, "label": "", "body": box.ciphertext}
        return {**super().sealed(row), **hidden, "algorithm": ALGORITHM, "nonce": box.nonce}

    def _bound(self, *columns: Any) -> bytes:
        """Return what is readable and must not be altered."""
        return _packed((ALGORITHM, self.book, *columns))

    def _hash(self, id: str) -> str:
        return blake2b(id.encode(), digest_size=16, key=self._hash_key).hexdigest()
