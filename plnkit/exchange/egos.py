"""Whose network is meant, where files hold those of several people, and how large it may be."""

from collections import Counter
from collections.abc import Mapping, Sequence

from plnkit.errors import NotReadable
from plnkit.exchange.incoming import Unanswered

MEMBERS, TIES = 20_000, 100_000  # of one network
_SHOWN = 8  # egos to name in an error


def chosen(known: Mapping[str, Sequence[str]], ego: str | None) -> str:
    """Return the key of the ego who is meant; `known` says by key what else each is called.

    Raises `Unanswered` where it has to be said who is meant, `NotReadable` for a stranger.
    """
    called = _called(known)
    shown = _shown(tuple(called.values()))
    if ego is None:
        found = list(known)
        why = f"These files hold {len(known)} egos ({shown}): say which with --ego."
    else:
        found = [key for key, names in known.items() if ego.strip() in (key, *names)]
        why = f"{ego} has {len(found)} networks in these files: say which with --ego."
    if not found:
        raise NotReadable(f"There is no ego {ego} in these files: choose from {shown}.")
    if len(found) > 1:
        raise Unanswered(why, "ego", [called[key] for key in found])
    return found[0]


def _called(known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what to call each ego by: the first of its names that nobody else has."""
    every = Counter(name for key, names in known.items() for name in {key, *names})
    return {
        key: next((name for name in names if name and every[name] == 1), key)
        for key, names in known.items()
    }


def _shown(options: Sequence[str]) -> str:
    return ", ".join(options[:_SHOWN]) + (" …" if len(options) > _SHOWN else "")


def refuse_large(members: int, ties: int) -> None:
    """Raise `NotReadable` for a network that is nobody's own."""
    if members > MEMBERS or ties > TIES:
        raise NotReadable(
            f"This network has {members:,} members and {ties:,} ties, and plnkit reads up to "
            f"{MEMBERS:,} and {TIES:,}: export a part of it."
        )
