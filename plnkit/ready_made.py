"""Three agendas to begin with, of 45, 60 and 90 minutes; each is a proposal, to be changed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from plnkit.agenda import Agenda, Part
from plnkit.language import tr, trp


class _Text(NamedTuple):
    """What happens in a part, on which page, what to say, and what to look out for."""

    what: str
    page: str
    say: str
    watch: str


def _texts() -> Mapping[str, _Text]:
    return {
        "join": _Text(
            tr("Come in"),
            "",
            tr(
                "Open the link, or point your camera at the square. No account, no name: you will be called something "
                "like “Quiet otter”. What you write is yours."
            ),
            tr(
                "Phones that leave the Wi-Fi because it has no internet. Somebody can share a laptop."
            ),
        ),
        "welcome": _Text(
            tr("Where learning happens"),
            "welcome",
            tr(
                "Where did you learn something last week? Move the four parts until they look like you."
            ),
            tr("A mix without courses is fine: no mix is good or bad."),
        ),
        "network": _Text(
            tr("Draw the map"),
            "network",
            tr(
                "Put down people and places that you learn from: a few are enough. Nicknames are welcome."
            ),
            tr("Empty maps. Ask quietly: whom did you last ask when you were stuck?"),
        ),
        "aims": _Text(
            tr("Name an aim"),
            "aims",
            tr("Choose one thing that you want to learn, and think who could help with it."),
            tr("Aims that are too large: what would a first step be?"),
        ),
        "interactions": _Text(
            tr("Look at the give and take"),
            "interactions",
            tr("Note the last time you learned from somebody: what you got, and what you gave."),
            tr("Memories can be heavy. Anybody may skip this."),
        ),
        "grow": _Text(
            tr("Make one plan"),
            "grow",
            tr("One person, one question, one day. Put it into your calendar now."),
            tr("Plans without a day. Sending a message here and now is fine."),
        ),
        "room": _Text(
            tr("Ask and offer"),
            "room",
            tr(
                "Say what you ask for, then what you offer. You see exactly what would be "
                "shared; nothing is until you say so."
            ),
            tr("Nobody has to share. It takes five who do for a picture of the room."),
        ),
        "wall": _Text(
            tr("Meet, and look at the room"),
            "room",
            tr(
                "Find the person that the page names, and begin with your ask. Then look at the wall: what "
                "surprises you?"
            ),
            tr("Introduce anybody who stands alone. The picture grades nobody."),
        ),
        "review": _Text(
            tr("Take a picture, take it along"),
            "review",
            tr(
                "Take a picture of today: you can compare it with another one later. Save your file."
            ),
            tr("Private links: nobody gets back to their book without theirs."),
        ),
        "close": _Text(
            trp("agenda", "Close"),
            "",
            tr(
                "One word from each: what do you take along? Keep your private link, it is the way back."
            ),
            tr("Save the picture of the room before you close it."),
        ),
    }


_PLANS: Mapping[int, Sequence[tuple[str, int]]] = {
    45: (("join", 5), ("network", 14), ("aims", 8), ("grow", 8), ("room", 7), ("close", 3)),
    60: (
        *(("join", 5), ("welcome", 7), ("network", 14), ("aims", 9), ("grow", 9)),
        *(("room", 6), ("wall", 7), ("close", 3)),
    ),
    90: (
        *(("join", 7), ("welcome", 8), ("network", 18), ("aims", 12), ("interactions", 8)),
        *(("grow", 12), ("room", 8), ("wall", 9), ("review", 5), ("close", 3)),
    ),
}
LENGTHS = tuple(_PLANS)  # minutes


def ready_made(minutes: int) -> Agenda:
    """Return the agenda of so many minutes, one of `LENGTHS`; raises KeyError for others."""
    plan = _PLANS[minutes]
    texts = _texts()
    parts = (_part(number, minutes, texts[name]) for number, (name, minutes) in enumerate(plan, 1))
    return Agenda(tuple(parts))


def _part(number: int, minutes: int, text: _Text) -> Part:
    told: dict[str, Any] = text._asdict()
    return Part(id=f"{number:x}", minutes=minutes, **told)
