"""Why two people meet, and how to begin, as one of them sees it."""

from collections.abc import Mapping
from typing import NamedTuple

from plnkit.language import tr
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
    hello = tr("Hello {called},", called=seen.name)
    return f"{hello}\n\n{write(seen)}"


def _seen(meeting: Meeting, me: str, called: Mapping[str, str]) -> _Seen:
    if me not in meeting.people:
        raise ValueError("this is a meeting of two others")
    told, back = Told(meeting.ask, meeting.offer, meeting.shared), meeting.back or NOTHING
    if meeting.kind == "same":
        told, back = Told(meeting.ask, ""), Told(meeting.offer, "")
    mine, theirs = (told, back) if me == meeting.asker else (back, told)
    other = meeting.helper if me == meeting.asker else meeting.asker
    return _Seen(mine, theirs, isolated(" ".join(called.get(other, "").split()) or tr("Somebody")))


# --- the reason ---------------------------------------------------------------------------------


def _read_help(seen: _Seen) -> str:
    mine, theirs, name = seen
    if not mine.ask:
        return _they_ask(theirs, name)
    first = _i_ask(mine, name)
    return f"{first} {_they_ask_too(theirs, name)}" if theirs.ask else first


def _i_ask(told: Told, name: str) -> str:
    said = _said(told, name)
    if told.shared:
        return tr("Ask {name} about {ask}: they offer {offer} (both say {words}).", **said)
    return tr("Ask {name} about {ask}: they offer {offer}.", **said)


def _they_ask(told: Told, name: str) -> str:
    said = _said(told, name)
    if told.shared:
        return tr("{name} asks for {ask}: you offer {offer} (both say {words}).", **said)
    return tr("{name} asks for {ask}: you offer {offer}.", **said)


def _they_ask_too(told: Told, name: str) -> str:
    said = _said(told, name)
    if told.shared:
        return tr("And they ask for {ask}: you offer {offer} (both say {words}).", **said)
    return tr("And they ask for {ask}: you offer {offer}.", **said)


def _said(told: Told, name: str) -> dict[str, str]:
    words = listed([quoted(word) for word in told.shared])
    return {"name": name, "ask": quoted(told.ask), "offer": quoted(told.offer), "words": words}


def _read_same(seen: _Seen) -> str:
    return tr(
        "You and {name} ask for something similar: you for {mine}, they for {theirs}."
        " You could learn it together.",
        name=seen.name,
        mine=quoted(seen.mine.ask),
        theirs=quoted(seen.theirs.ask),
    )


def _read_talk(seen: _Seen) -> str:
    ask, offer = seen.theirs.ask, seen.mine.offer
    said = {"name": seen.name, "ask": quoted(ask), "offer": quoted(offer)}
    if ask and offer:
        return tr(
            "Meet {name} for a fresh pair of eyes: they ask for {ask} and offer {offer}.", **said
        )
    if ask:
        return tr("Meet {name} for a fresh pair of eyes: they ask for {ask}.", **said)
    return tr("Meet {name} for a fresh pair of eyes: they offer {offer}.", **said)


# --- the first message --------------------------------------------------------------------------


def _write_help(seen: _Seen) -> str:
    mine, theirs, _ = seen
    said = {
        "ask": _whole(mine.ask),
        "answer": _whole(mine.offer),
        "wish": _whole(theirs.ask),
        "offer": _whole(theirs.offer),
    }
    if not mine.ask:
        return tr(
            "You ask for {wish}, and I offered {offer}. I would be glad to tell you what "
            "I know about it. Would you like to talk?",
            **said,
        )
    first = tr(
        "I ask for {ask}, and you offer {answer}. Could you tell me how you would begin? A few "
        "minutes are plenty, and a no is fine, too.",
        **said,
    )
    back = tr("And you ask for {wish}: I would be glad to tell you what I know about it.", **said)
    return f"{first} {back}" if theirs.ask else first


def _write_same(seen: _Seen) -> str:
    return tr(
        "We ask for something similar: you for {theirs}, I for {mine}. Shall we look "
        "at it together? Each of us could bring one thing to try.",
        theirs=_whole(seen.theirs.ask),
        mine=_whole(seen.mine.ask),
    )


def _write_talk(seen: _Seen) -> str:
    ask, offer, mine = seen.theirs.ask, seen.mine.offer, seen.mine.ask
    yours = (
        tr("You ask for {ask}, and I would like to hear more about it.", ask=_whole(ask))
        if ask
        else tr("You offer {offer}, and I would like to hear more about it.", offer=_whole(offer))
    )
    question = (
        tr("I ask for {ask}: what would you look at first?", ask=_whole(mine))
        if mine
        else tr("What would you like to talk about?")
    )
    return f"{yours} {question}"


def _whole(text: str) -> str:
    return quoted(text, LONG)
