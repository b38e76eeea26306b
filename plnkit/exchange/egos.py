"""Whose network is meant, where files hold those of several people, and how large it may be."""

from collections import Counter
from collections.abc import Mapping, Sequence

from plnkit.errors import NotReadable
from plnkit.exchange.incoming import Unanswered
from plnkit.language import tr, trn

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
        why = trn(
            "These files hold {n} ego ({shown}): say which with --ego.",
            "These files hold {n} egos ({shown}): say which with --ego.",
            len(known),
            shown=shown,
        )
    else:
        ego = _line(ego)
        found = [key for key, names in known.items() if ego in map(_line, (key, *names))]
        why = trn(
            "{ego} has {n} network in these files: say which with --ego.",
            "{ego} has {n} networks in these files: say which with --ego.",
            len(found),
            ego=ego,
        )
    if not found:
        raise NotReadable(
            tr("There is no ego {ego} in these files: choose from {shown}.", ego=ego, shown=shown)
        )
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
    return ", ".join(map(_line, options[:_SHOWN])) + (" …" if len(options) > _SHOWN else "")


def _line(name: str) -> str:
    """Return a name as it stands in a sentence: a cell of a table may hold several lines."""
    return " ".join(name.split())


def refuse_large(members: int, ties: int) -> None:
    """Raise `NotReadable` for a network that is nobody's own."""
    if members > MEMBERS or ties > TIES:
        raise NotReadable(
            tr(
                "This network has {members} members and {ties} ties, and plnkit reads up to "
                "{most_members} and {most_ties}: export a part of it.",
                members=members,
                ties=ties,
                most_members=MEMBERS,
                most_ties=TIES,
            )
        )
