"""What a facilitator is told of a room, in words; nobody is named."""

from collections.abc import Mapping

from plnkit.agenda import in_words
from plnkit.matching import Meeting, Told
from plnkit.words import count, isolated, quoted

LONG = 280  # letters of an ask or an offer: all that it can have

DEMO = "24 invented people are in this room, so that you can practise."
PLAIN = (
    "This room is served over plain http: whoever is in this Wi-Fi could read along. For a room of "
    "people who trust each other that is usual; docs/workshop.md says how to put it behind TLS."
)
RULES = (
    "You see how many are on which page and, by alias, who has been still for long.",
    "That is in the server's memory alone, and participants are told.",
    "You see what somebody asks for and offers where they shared it, by alias, and nobody's members.",
    "The room's picture is of at least five learners, and so is what changes between two of them.",
    "Your agenda is kept in a book of your own, under the key in your link: keep that link.",
)

_DONE: dict[str, str] = {  # a line of the audit, as it is told without saying who
    "opened the room": "The room was opened",
    "closed the room": "The room was closed",
    "began a new join code": "A new join code was made",
    "filled with invented people": "The room was filled with invented people",
    "shared": "Somebody shared",
    "changed what is shared": "Somebody changed what they share",
    "withdrew what was shared": "Somebody withdrew what they had shared",
    "shared what could not be read": "Something shared could not be read, and was left out",
}


def read_here(people: int) -> str:
    """Return how many have a page open."""
    if not people:
        return "Nobody is here yet: the link and the code above let people in."
    return f"{count(people, 'person', 'people')} {'is' if people == 1 else 'are'} here."


def read_people(number: int) -> str:
    """Return how many are on a page."""
    return count(number, "person", "people") if number else "nobody"


def read_still(alias: str, seconds: int, page: str) -> str:
    """Return who has been still, for how long, and where."""
    where = f" on “{page}”" if page else ""
    return f"{isolated(alias)}: {in_words(seconds)}{where}"


def read_matched(matched: int, said: int) -> str:
    """Return how many have a meeting, of those who ask or offer something."""
    if not said:
        return "Not enough yet: nobody has shared an ask or an offer."
    if not matched:
        return f"Not enough yet: {_who(said)} shared an ask or an offer. It takes two."
    if matched >= said:
        return f"All {said:,} who ask or offer something have a meeting."
    have = "has" if matched == 1 else "have"
    return f"{matched:,} of {said:,} who ask or offer something {have} a meeting."


def read_meeting(meeting: Meeting, of: str, called: Mapping[str, str]) -> str:
    """Return why somebody could meet another, as it stands under their name."""
    told, back = Told(meeting.ask, meeting.offer), meeting.back or Told("", "")
    mine, theirs = (told, back) if of == meeting.asker else (back, told)
    other = meeting.helper if of == meeting.asker else meeting.asker
    name = isolated(" ".join(called.get(other, "").split()) or "Somebody")
    if meeting.kind == "same":
        return f"Could meet {name}: {_whole(told.ask)} and {_whole(told.offer)} are alike, and both ask."
    if meeting.kind == "talk":
        said = _both(name, theirs.ask, mine.offer)
        return f"Could meet {name} for a fresh pair of eyes: {said}."
    asks = f"asks for {_whole(mine.ask)}, and {_both(name, '', mine.offer)}" if mine.ask else ""
    gives = (
        f"offers {_whole(theirs.offer)}, and {_both(name, theirs.ask, '')}" if theirs.ask else ""
    )
    return f"Could meet {name}: {'; '.join(filter(None, (asks, gives)))}."


def _both(name: str, ask: str, offer: str) -> str:
    """Return what somebody asks and offers, as far as it is there."""
    asks = f"asks for {_whole(ask)}" if ask else ""
    offers = f"offers {_whole(offer)}" if offer else ""
    return f"{name} {' and '.join(filter(None, (asks, offers))) or 'is there to listen'}"


def _whole(text: str) -> str:
    return quoted(text, LONG)


def _who(said: int) -> str:
    return "one person has" if said == 1 else f"{said:,} people have"


def read_line(what: str) -> str:
    """Return a line of the audit: what was done, never by whom."""
    return _DONE.get(what, what[:1].upper() + what[1:])
