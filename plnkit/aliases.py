"""Names for people who are not to be named: an adjective and an animal, the same for the same id."""

from collections.abc import Collection
from hashlib import blake2b

ADJECTIVES = (
    "amber", "bold", "brisk", "calm", "candid", "clear", "cosy", "curious", "deft", "eager",
    "early", "fair", "gentle", "glad", "golden", "jolly", "keen", "kind", "lively", "lucky",
    "merry", "mild", "nimble", "patient", "plain", "quick", "quiet", "ready", "sunny", "swift",
    "warm", "witty",
)  # fmt: skip
ANIMALS = (
    "badger", "beaver", "bison", "crane", "deer", "dolphin", "falcon", "finch", "fox", "gecko",
    "hare", "hedgehog", "heron", "ibex", "jay", "kestrel", "lark", "lynx", "marten", "mole",
    "newt", "otter", "owl", "panda", "puffin", "raven", "robin", "seal", "stork", "swan",
    "turtle", "wren",
)  # fmt: skip


def alias_of(id: str, taken: Collection[str] = ()) -> str:
    """Return the alias of an id: "Quiet otter", or the next one where others have it already."""
    every = len(ADJECTIVES) * len(ANIMALS)
    first = int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) % every
    names = (_name((first + step) % every) for step in range(every))
    return next((name for name in names if name not in taken), _name(first))


def _name(number: int) -> str:
    adjective, animal = divmod(number, len(ANIMALS))
    return f"{ADJECTIVES[adjective].capitalize()} {ANIMALS[animal]}"
