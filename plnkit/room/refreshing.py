"""From one picture to the next: each figure has blocks of its own.

A block of whole shares would not do. Where five come in and one of them ticked the learning mix, the
mix of the picture before and of this one would differ by that one. So a figure's blocks are made of
those who are in that figure, and a version's mark is of what the figure takes: who edits an aim's words
keeps their place on the rings, and who comes back unchanged is not fresh.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from plnkit.room.blocks import Blocks
from plnkit.room.figures import FIGURES
from plnkit.room.picture import Picture, drawn
from plnkit.shares import Share

_DIGEST = 16  # bytes


class Screen(msgspec.Struct, frozen=True):
    """What was shown in a room so far, as blocks by figure: keep it as long as pictures are seen.

    It has no content but digests under the key of the room, and can be written down as JSON.
    """

    blocks: dict[str, Blocks] = {}


def refreshed(
    before: Screen, shares: Iterable[Share], key: bytes = b""
) -> tuple[Screen, Picture | None]:
    """Return the screen when these are all shares, and the picture, None while there is none.

    `key` (at most 64 bytes, the same for the whole room) keeps digests from being guessed.
    """
    all = list(shares)
    facts = {name: _facts(name, all) for name in FIGURES}
    after = Screen({n: before.blocks.get(n, Blocks()).told(_marks(facts[n], key)) for n in FIGURES})
    shown = {name: blocks.shown for name, blocks in after.blocks.items()}
    learners = len({id for ids in shown.values() for id in ids})
    there = {name: [facts[name][id] for id in ids] for name, ids in shown.items()}
    return after, drawn(there, learners) if learners else None


def _facts(figure: str, shares: Iterable[Share]) -> dict[str, Any]:
    of = FIGURES[figure]
    return {share.id: found for share in shares if (found := of(share)) is not None}


def _marks(facts: Mapping[str, Any], key: bytes) -> dict[str, str]:
    return {id: _mark(fact, key) for id, fact in facts.items()}


def _mark(fact: Any, key: bytes) -> str:
    content = msgspec.json.encode(fact, order="sorted")
    return blake2b(content, digest_size=_DIGEST, key=key).hexdigest()
