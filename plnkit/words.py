"""The sentences and labels that a reader sees, in one place so that they can be translated."""

import os
from dataclasses import dataclass
from typing import Literal
from unicodedata import bidirectional

from plnkit.model import SourceRole

NOT_OPEN_YET = "One moment: your book is being opened. Then do this again."
VIEW_FAILED = "This part could not be drawn. Your work is saved; reload the page to try again."
ACTION_FAILED = "That did not work, and nothing was changed. Reload the page and try again."
NOT_ASKED = "not said yet"
NOT_ENOUGH = "not enough yet"


def served_elsewhere(address: str, books: int) -> str:
    """Return what a facilitator must know whose workshop has another address than before."""
    begun = "1 book was" if books == 1 else f"{books} books were"
    return (
        f"{begun} begun at http://{address}: browsers know the way to a book at that address "
        "alone, and begin an empty one here."
    )


ROLES = {
    "peer": "Peers",
    "co-worker": "Co-workers",
    "supervisor": "Supervisors",
    "expert": "Experts",
    "other professional": "Other professionals",
    "friend or family": "Friends and family",
}
ROLE = {
    "peer": "Peer",
    "co-worker": "Co-worker",
    "supervisor": "Supervisor",
    "expert": "Expert",
    "other professional": "Other professional",
    "friend or family": "Friend or family",
    "search engine": "Search engine",
    "encyclopaedia": "Encyclopaedia",
    "blog or newsletter": "Blog or newsletter",
    "podcast or video": "Podcast or video",
    "community": "Community",
    "social network": "Social network",
    "book or journal": "Book or journal",
    "course or programme": "Course or programme",
    "tool": "Tool",
}
SOURCES = "Sources"
RINGS = ("Closest", "Close", "Further out", "Far")
CHANNELS = {
    "person": (
        "face to face",
        "phone or video",
        "e-mail",
        "chat",
        "social media",
        "group or event",
    ),
    "source": ("reading", "listening", "watching", "asking", "taking part"),
}


TAKES_PART = {  # how much somebody takes part in a place, or with a person
    "follow": "I look or follow",
    "ask": "I ask now and then",
    "exchange": "We exchange",
    "work together": "We work together",
}
MIX = {  # a part of the learning mix: its name, and what it means
    "formal": ("In courses", "Classes, programmes, seminars, e-learning."),
    "on_the_job": ("On the job", "By doing, trying, getting it wrong, doing it again."),
    "social": ("With and from people", "Asking, watching, talking, being shown."),
    "self_directed": ("On my own", "Reading, searching, listening, practising."),
}
AT_HAND: dict[SourceRole, tuple[str, ...]] = {  # sources to tap, by kind
    "search engine": ("A search engine",),
    "encyclopaedia": ("Wikipedia",),
    "blog or newsletter": ("Blogs", "Newsletters"),
    "podcast or video": ("YouTube", "Podcasts"),
    "social network": ("LinkedIn", "Mastodon"),
    "community": ("Forums", "A professional association"),
    "book or journal": ("Books", "Journals"),
    "course or programme": ("Online courses", "A training programme"),
    "tool": ("An AI assistant",),
}


@dataclass(frozen=True)
class Prompt:
    """A question that brings names to mind."""

    question: str
    hint: str
    kind: Literal["person", "source"]


PROMPTS = (
    Prompt(
        "Whom did you last ask when you were stuck?",
        "At work, in your studies, in something you do for yourself.",
        "person",
    ),
    Prompt(
        "Who tells you what is new in your field?",
        "People you talk to, and people you only follow.",
        "person",
    ),
    Prompt(
        "Whose way of working do you learn from?",
        "You may have seen them do it, or heard how they do it.",
        "person",
    ),
    Prompt(
        "Who tells you honestly how you are doing?",
        "Someone who gives you feedback, or helps you think.",
        "person",
    ),
    Prompt(
        "Who shows you something your own team would not?",
        "From another team, another organisation, another walk of life.",
        "person",
    ),
    Prompt(
        "Where do you look first?",
        "A search engine, an encyclopaedia, a tool: sources are members too.",
        "source",
    ),
    Prompt(
        "What do you read, listen to or watch?",
        "Blogs, newsletters, podcasts, channels, books, journals.",
        "source",
    ),
    Prompt(
        "Which groups or courses teach you something?",
        "Communities, social networks, programmes.",
        "source",
    ),
)


@dataclass(frozen=True)
class Asked:
    """An open question of a page, whose answer is kept."""

    page: str
    text: str
    hint: str


QUESTIONS = {
    "most": Asked(
        "welcome",
        "Before you begin: where do you think you learn most?",
        "A guess is enough. You will compare it with your picture.",
    ),
    "learned": Asked(
        "welcome",
        "What surprised you?",
        "A place that you had not counted, or one that counts for more than you thought.",
    ),
    "guess": Asked(
        "network",
        "Before you look closely: who do you learn most from?",
        "A guess is enough. You will compare it with your map below.",
    ),
    "surprise": Asked(
        "network",
        "What surprised you?",
        "Someone who is closer than you thought, a gap, a source you could not do without.",
    ),
    "wish": Asked(
        "aims",
        "Before you begin: what would you like to be able to do in half a year?",
        "One sentence. Below it becomes an aim, or several.",
    ),
    "gap": Asked(
        "aims",
        "What do you notice?",
        "An aim that nobody knows of, somebody whom you ask for everything.",
    ),
    "often": Asked(
        "interactions",
        "Before you look: with whom did you learn something in the last two weeks?",
        "One or two names. Below you note what happened, and see how it adds up.",
    ),
    "pattern": Asked(
        "interactions",
        "What do you see in it?",
        "Who gives, who gets, who is missing, what takes the time.",
    ),
    "again": Asked(
        "grow",
        "Before you look: from whom would you like to hear again?",
        "One name is enough. You will compare it with what your network says.",
    ),
    "next": Asked(
        "grow",
        "What will you try, with whom, and when?",
        "One sentence: when this happens, I will do that.",
    ),
    "changed": Asked(
        "review",
        "Before you look: what do you think has changed?",
        "On your map, in what you can do, in how you ask. A guess is enough.",
    ),
    "why": Asked(
        "review",
        "What changed, and what may have helped?",
        "Numbers do not say why. You can, as far as you know.",
    ),
    "together": Asked(
        "room",
        "Before you look: what could somebody in this room help you with?",
        "One sentence, for yourself. What you ask of the room you say below, in your own words.",
    ),
    "meet": Asked(
        "room",
        "Whom will you talk to, and what about?",
        "A name or an alias, and the first thing that you will say.",
    ),
}


@dataclass(frozen=True)
class Recap:
    """How a page ends: three lines, one small act, what comes next, and the notebook of that."""

    lines: tuple[str, str, str]
    act: str
    onward: tuple[str, str]
    in_a_workshop: tuple[str, str] | None = None  # where a workshop goes on elsewhere

    @property
    def next(self) -> str:
        """The title of what comes next."""
        return self._onward[0]

    @property
    def file(self) -> str:
        """The notebook of what comes next."""
        return self._onward[1]

    @property
    def _onward(self) -> tuple[str, str]:
        return (self.in_a_workshop if "PLNKIT_STORE" in os.environ else None) or self.onward


RECAPS = {
    "welcome": Recap(
        (
            "Learning happens in more places than classrooms; your mix has a shape of its own.",
            "Sources are part of your network, as people are.",
            "To look and follow is a way to learn, and so is to take part. You choose.",
        ),
        "notice once where you learned something, and write it down in one line.",
        ("Who do you learn from?", "2_network.ipynb"),
    ),
    "network": Recap(
        (
            "You learn from people and from sources, some close, some far.",
            "Close members and far ones do different things for you; neither is better.",
            "Your map is a picture of today, not a judgement. It will change, and may.",
        ),
        "ask one person on your map one question that you have been carrying around.",
        ("What do you want to learn?", "3_aims.ipynb"),
    ),
    "aims": Recap(
        (
            "An aim that somebody knows of can meet somebody who can help.",
            "There are six kinds of help; few people give them all.",
            "An ask is a beginning: it lets somebody help, and they are free to say no.",
        ),
        "tell one person what you want to learn.",
        ("How do you learn together?", "4_interactions.ipynb"),
    ),
    "interactions": Recap(
        (
            "What you note is counted; what you did not note happened all the same.",
            "Give and get need not be even, and need not be with the same person.",
            "A rhythm is yours: it can be slower, and it can pause.",
        ),
        "note one meeting on the day on which it happened.",
        ("What next?", "5_grow.ipynb"),
    ),
    "grow": Recap(
        (
            "How close somebody is and whether they open another door are two things.",
            "Research says what was found for many people; you know what fits you.",
            "A plan may be moved or skipped; what you put aside stays aside.",
        ),
        "keep the one date that you planned, and note what came of it.",
        ("What changed?", "6_review.ipynb"),
    ),
    "review": Recap(
        (
            "Two pictures show what is different, not why.",
            "Fewer can be as good as more: it depends on what you want to learn.",
            "Your file is yours: take it along, and come back to it.",
        ),
        "thank one person, and say what for.",
        ("Where do you learn?", "1_welcome.ipynb"),
        ("Who could you meet here?", "7_room.ipynb"),
    ),
    "room": Recap(
        (
            "Nothing leaves your book but what you let go, and you can take it back.",
            "An ask comes first: it tells others where they can be of use.",
            "A room is a beginning. What becomes of it is up to the two of you.",
        ),
        "talk to one person of this room, and ask one question.",
        ("The start page", ""),
    ),
}

HOW_TO_READ = (
    "You are in the middle. The closer the ring, the closer the member; each slice is a role. "
    "People are round, sources are diamonds, a line joins two who know each other. "
    "Outside the dotted line stand those you have not placed yet."
)

SUGGESTIONS: dict[str, SourceRole] = {  # sources to tap, with their role
    "A search engine": "search engine",
    "Wikipedia": "encyclopaedia",
    "YouTube": "podcast or video",
    "LinkedIn": "social network",
    "An AI assistant": "tool",
}


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 person", "1,204 people"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def on_ring(closeness: int | None) -> str:
    """Return where a member was put, for the history: "ring 2"."""
    return f"ring {closeness}" if closeness else "not placed"


def isolated(name: str) -> str:
    """Return a name so that one written from right to left leaves the words around it alone."""
    from_right = any(bidirectional(c) in ("R", "AL") for c in name)
    return f"\u2068{name}\u2069" if from_right else name


def quoted(text: str, limit: int = 60) -> str:
    """Return what a learner wrote as it stands in a sentence: in quotes, cut where it is long."""
    line = " ".join(text.split()) or "(without words)"
    short = line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
    return f"“{isolated(short)}”"


def shortened(text: str, limit: int = 240) -> str:
    """Return what a learner wrote as far as a list has room for it."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(names: list[str], limit: int = 3, last: str = "and") -> str:
    """Return names as in a sentence: "Amina, Tom and 4 others"; `last` stands before the last."""
    names = [isolated(n) for n in names]
    shown, rest = names[:limit], len(names) - limit
    if rest == 1:
        shown, rest = names, 0
    if rest > 0:
        return f"{', '.join(shown)} and {rest:,} others"
    return f" {last} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def ring(closeness: int | None, names: tuple[str, ...] = ()) -> str:
    """Return how close a member is, in words."""
    if closeness is None:
        return "not placed yet"
    return (names if len(names) == len(RINGS) else RINGS)[closeness - 1]
