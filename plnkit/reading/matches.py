"""Why two people meet, and how to begin, as one of them sees it."""

from collections.abc import Mapping
from typing import NamedTuple

from plnkit.matching import Meeting, Told
from plnkit.words import isolated, listed, quoted

LONG = 280  # characters of an ask or an offer in a message: all that it can have
NOTHING = Told("", "")


class _Seen(NamedTuple):
    """A meeting as its reader sees it: what each of the two asks and the other has for it."""

    mine: Told
    theirs: Told
    name: str


def read_match(meeting: Meeting, me: str, called: Mapping[str, str]) -> str:
    """Return why `me` meets the other; `called` has names by id.

    Raises ValueError for somebody who is not in the meeting.
    """
    read = {"help": _read_help, "same": _read_same, "talk": _read_talk}[meeting.kind]
    return read(_seen(meeting, me, called))


def first_message(meeting: Meeting, me: str, called: Mapping[str, str]) -> str:
    """Return a few lines from `me` to the other to begin with, theirs to change.

    Raises ValueError for somebody who is not in the meeting.
    """
    write = {"help": _write_help, "same": _write_same, "talk": _write_talk}[meeting.kind]
    seen = _seen(meeting, me, called)
    return f"Hello {seen.name},\n\n{write(seen)}"


def _seen(meeting: Meeting, me: str, called: Mapping[str, str]) -> _Seen:
    if me not in meeting.people:
        raise ValueError("this is a meeting of two others")
    told, back = Told(meeting.ask, meeting.offer, meeting.shared), meeting.back or NOTHING
    if meeting.kind == "same":
        told, back = Told(meeting.ask, ""), Told(meeting.offer, "")
    mine, theirs = (told, back) if me == meeting.asker else (back, told)
    other = meeting.helper if me == meeting.asker else meeting.asker
    return _Seen(mine, theirs, isolated(" ".join(called.get(other, "").split()) or "Somebody"))


# --- the reason ---------------------------------------------------------------------------------


def _read_help(seen: _Seen) -> str:
    mine, theirs, name = seen
    asked = f"they offer {quoted(mine.offer)}{_both(mine)}"
    given = f"you offer {quoted(theirs.offer)}{_both(theirs)}"
    if not mine.ask:
        return f"{name} asks for {quoted(theirs.ask)}: {given}."
    first = f"Ask {name} about {quoted(mine.ask)}: {asked}."
    return f"{first} And they ask for {quoted(theirs.ask)}: {given}." if theirs.ask else first


def _both(told: Told) -> str:
    words = [quoted(word) for word in told.shared]
    return f" (both say {listed(words)})" if words else ""


def _read_same(seen: _Seen) -> str:
    return (
        f"You and {seen.name} ask for something alike: you for {quoted(seen.mine.ask)}, they for "
        f"{quoted(seen.theirs.ask)}. You could learn it together."
    )


def _read_talk(seen: _Seen) -> str:
    asks = f"ask for {quoted(seen.theirs.ask)}" if seen.theirs.ask else ""
    offers = f"offer {quoted(seen.mine.offer)}" if seen.mine.offer else ""
    about = " and ".join(filter(None, (asks, offers)))
    return f"Meet {seen.name} for a fresh pair of eyes: they {about}."


# --- the first message --------------------------------------------------------------------------


def _write_help(seen: _Seen) -> str:
    mine, theirs, _ = seen
    if not mine.ask:
        return (
            f"You ask for {_whole(theirs.ask)}, and I offered {_whole(theirs.offer)}. I would be "
            "glad to tell you what I know of it. Would you like to talk?"
        )
    back = (
        f" And you ask for {_whole(theirs.ask)}: I would be glad to tell you what I know of it."
        if theirs.ask
        else ""
    )
    return (
        f"I ask for {_whole(mine.ask)}, and you offer {_whole(mine.offer)}. Could you tell me how "
        f"you would begin? A few minutes are plenty, and a no is fine, too.{back}"
    )


def _write_same(seen: _Seen) -> str:
    return (
        f"We ask for something alike: you for {_whole(seen.theirs.ask)}, I for "
        f"{_whole(seen.mine.ask)}. Shall we look at it together? Each of us could bring one thing "
        "to try."
    )


def _write_talk(seen: _Seen) -> str:
    asks, offers, mine = seen.theirs.ask, seen.mine.offer, seen.mine.ask
    yours = f"You ask for {_whole(asks)}" if asks else f"You offer {_whole(offers)}"
    question = (
        f" I ask for {_whole(mine)}: what would you look at first?"
        if mine
        else " What would you like to talk about?"
    )
    return f"{yours}, and I would like to hear more about it.{question}"


def _whole(text: str) -> str:
    return quoted(text, LONG)
