"""What a facilitator is told of a room, in words; nobody is named."""

from collections.abc import Mapping

from plnkit.agenda import in_words
from plnkit.language import N_, Lines, Phrases, tr, trn
from plnkit.matching import Meeting, Told
from plnkit.words import isolated, quoted

LONG = 280  # letters of an ask or an offer: all that it can have

DEMO = N_("24 invented people are in this room, so that you can practise.")
PLAIN = N_(
    "This room is served unencrypted (plain http): anybody on this Wi-Fi could "
    "read along. Among people who trust each other that is usual; "
    "docs/workshop.md says how to encrypt it with TLS."
)
RULES = Lines(
    N_("You see how many are on which page and, by alias, who has been quiet for long."),
    N_("That is only in the server's memory, and participants are told."),
    N_(
        "You see, by alias, what somebody asks for and offers if they shared it, but "
        "nobody's members."
    ),
    N_(
        "The room's picture is of at least five learners, and so is any change from "
        "one picture to the next."
    ),
    N_("Your agenda is kept in a book of your own, under the key in your link: keep that link."),
)

_DONE = Phrases(  # a line of the audit, as it is told without saying who
    {
        "opened the room": N_("The room was opened"),
        "closed the room": N_("The room was closed"),
        "began a new join code": N_("A new join code was made"),
        "filled with invented people": N_("The room was filled with invented people"),
        "shared": N_("Somebody shared"),
        "changed what is shared": N_("Somebody changed what they share"),
        "withdrew what was shared": N_("Somebody withdrew what they had shared"),
        "shared what could not be read": N_("Something shared could not be read, and was left out"),
    }
)


def read_here(people: int) -> str:
    """Return how many have a page open."""
    if not people:
        return tr("Nobody is here yet: the link and the code above let people in.")
    return trn("{n} person is here.", "{n} people are here.", people)


def read_people(number: int) -> str:
    """Return how many are on a page."""
    return trn("{n} person", "{n} people", number) if number else tr("nobody")


def read_still(alias: str, seconds: int, page: str) -> str:
    """Return who has been still, for how long, and where."""
    name, time = isolated(alias), in_words(seconds)
    if not page:
        return tr("{name}: {time}", name=name, time=time)
    return tr("{name}: {time} on “{page}”", name=name, time=time, page=page)


def read_matched(matched: int, said: int) -> str:
    """Return how many have a meeting, of those who ask or offer something."""
    if not said:
        return tr("Not enough yet: nobody has shared an ask or an offer.")
    if not matched:
        return trn(
            "Not enough yet: one person has shared an ask or an offer. It takes two.",
            "Not enough yet: {n} people have shared an ask or an offer. It takes two.",
            said,
        )
    if matched >= said:
        return trn(
            "All {n} who ask or offer something have a meeting.",
            "All {n} who ask or offer something have a meeting.",
            said,
        )
    return trn(
        "{n} of {said} who ask or offer something has a meeting.",
        "{n} of {said} who ask or offer something have a meeting.",
        matched,
        said=said,
    )


# --- why two could meet -------------------------------------------------------------------------


def read_meeting(meeting: Meeting, of: str, called: Mapping[str, str]) -> str:
    """Return why somebody could meet another, as it stands under their name."""
    told, back = Told(meeting.ask, meeting.offer), meeting.back or Told("", "")
    mine, theirs = (told, back) if of == meeting.asker else (back, told)
    other = meeting.helper if of == meeting.asker else meeting.asker
    name = isolated(" ".join(called.get(other, "").split()) or tr("Somebody"))
    if meeting.kind == "same":
        return tr(
            "Could meet {name}: both ask for something similar, {ask} and {other}.",
            name=name,
            ask=_whole(told.ask),
            other=_whole(told.offer),
        )
    return (
        _talk(name, theirs.ask, mine.offer) if meeting.kind == "talk" else _help(name, mine, theirs)
    )


def _help(name: str, mine: Told, theirs: Told) -> str:
    """Return what one asks and the other offers, both ways where it is so."""
    said = {
        "name": name,
        "ask": _whole(mine.ask),
        "answer": _whole(mine.offer),
        "offer": _whole(theirs.offer),
        "wish": _whole(theirs.ask),
    }
    if mine.ask and theirs.offer:
        return tr(
            "Could meet {name}: asks for {ask}, and {name} offers {answer}; "
            "offers {offer}, and {name} asks for {wish}.",
            **said,
        )
    if mine.ask:
        return tr("Could meet {name}: asks for {ask}, and {name} offers {answer}.", **said)
    return tr("Could meet {name}: offers {offer}, and {name} asks for {wish}.", **said)


def _talk(name: str, ask: str, offer: str) -> str:
    """Return what somebody asks and offers, as far as it is there."""
    said = {"name": name, "ask": _whole(ask), "offer": _whole(offer)}
    if ask and offer:
        return tr(
            "Could meet {name} for a fresh pair of eyes: {name} asks for {ask} and offers {offer}.",
            **said,
        )
    if ask:
        return tr("Could meet {name} for a fresh pair of eyes: {name} asks for {ask}.", **said)
    if offer:
        return tr("Could meet {name} for a fresh pair of eyes: {name} offers {offer}.", **said)
    return tr("Could meet {name} for a fresh pair of eyes: {name} is there to listen.", **said)


def _whole(text: str) -> str:
    return quoted(text, LONG)


# --- what was done ------------------------------------------------------------------------------


def read_line(what: str) -> str:
    """Return a line of the audit: what was done, never by whom."""
    return _DONE.get(what, what[:1].upper() + what[1:])
