"""The learning mix: four parts in percent that always add up to 100.

Where one part is set, the others give way: those that were not set yet share what is left in their
proportion; where all were set, the one that was set longest ago gives way first.
"""

from collections.abc import Mapping, Sequence

from plnkit.language import tr

PARTS = ("formal", "on_the_job", "social", "self_directed")
WHOLE = 100
EVEN: Mapping[str, int] = dict.fromkeys(PARTS, WHOLE // len(PARTS))


def parsed(text: str) -> int:
    """Return the share that was typed; raises ValueError, with a sentence for the reader."""
    typed = text.strip().removesuffix("%").strip()
    if not (typed.isascii() and typed.isdigit() and int(typed[:9]) <= WHOLE):
        raise ValueError(tr("A share is a whole number from 0 to 100: the four of them make 100."))
    return int(typed)


def adjusted(
    now: Mapping[str, int], part: str, share: int, touched: Sequence[str]
) -> dict[str, int]:
    """Return the mix with one part set, and the others adjusted so that they add up to 100.

    `touched` are the parts that were set before, the latest last.
    """
    mix = {**now, part: share}
    untouched = [p for p in PARTS if p != part and p not in touched]
    before = [p for p in touched if p != part]
    held = sum(mix[p] for p in before)
    if untouched and share + held <= WHOLE:
        return {**mix, **_shared(WHOLE - share - held, {p: now[p] for p in untouched})}
    mix.update(dict.fromkeys(untouched, 0))
    rest = WHOLE - share
    for other in reversed(before):  # those set lately keep what they have, as far as it goes
        mix[other] = min(mix[other], rest)
        rest -= mix[other]
    if rest:
        last = (before or untouched)[0]
        mix[last] += rest
    return mix


def _shared(rest: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share out whole numbers by weight, the largest remainders first; evenly where all are 0."""
    weights = weights if any(weights.values()) else dict.fromkeys(weights, 1)
    total = sum(weights.values())
    shares = {p: rest * w // total for p, w in weights.items()}
    by_remainder = sorted(weights, key=lambda p: -(rest * weights[p] % total))
    for part in by_remainder[: rest - sum(shares.values())]:
        shares[part] += 1
    return shares
