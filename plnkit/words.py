"""The sentences and labels that a reader sees, in one place so that they can be translated."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, overload
from unicodedata import bidirectional

from plnkit import language
from plnkit.language import N_, Lines, Phrases, current, direction, tr, trn, trp
from plnkit.model import SourceRole

NOT_OPEN_YET = N_("One moment: your book is being opened. Then do this again.")
VIEW_FAILED = N_("This part could not be drawn. Your work is saved; reload the page to try again.")
ACTION_FAILED = N_("That did not work, and nothing was changed. Reload the page and try again.")
NOT_ASKED = N_("not said yet")
NOT_ENOUGH = N_("not enough yet")


def served_elsewhere(address: str, books: int) -> str:
    """Return what a facilitator must know whose workshop has another address than before."""
    return trn(
        "{n} book was begun at http://{address}: browsers know the way to a book at that address "
        "alone, and begin an empty one here.",
        "{n} books were begun at http://{address}: browsers know the way to a book at that address "
        "alone, and begin an empty one here.",
        books,
        address=address,
    )


ROLES = Phrases(
    {
        "peer": N_("Peers"),
        "co-worker": N_("Co-workers"),
        "supervisor": N_("Supervisors"),
        "expert": N_("Experts"),
        "other professional": N_("Other professionals"),
        "friend or family": N_("Friends and family"),
    }
)
ROLE = Phrases(
    {
        "peer": N_("Peer"),
        "co-worker": N_("Co-worker"),
        "supervisor": N_("Supervisor"),
        "expert": N_("Expert"),
        "other professional": N_("Other professional"),
        "friend or family": N_("Friend or family"),
        "search engine": N_("Search engine"),
        "encyclopaedia": N_("Encyclopaedia"),
        "blog or newsletter": N_("Blog or newsletter"),
        "podcast or video": N_("Podcast or video"),
        "community": N_("Community"),
        "social network": N_("Social network"),
        "book or journal": N_("Book or journal"),
        "course or programme": N_("Course or programme"),
        "tool": N_("Tool"),
    }
)
ROLES_INSIDE = Phrases(  # inside a sentence
    {
        "peer": N_("peers"),
        "co-worker": N_("co-workers"),
        "supervisor": N_("supervisors"),
        "expert": N_("experts"),
        "other professional": N_("other professionals"),
        "friend or family": N_("friends and family"),
    }
)
ROLE_INSIDE = Phrases(
    {
        "peer": N_("peer"),
        "co-worker": N_("co-worker"),
        "supervisor": N_("supervisor"),
        "expert": N_("expert"),
        "other professional": N_("other professional"),
        "friend or family": N_("friend or family"),
        "search engine": N_("search engine"),
        "encyclopaedia": N_("encyclopaedia"),
        "blog or newsletter": N_("blog or newsletter"),
        "podcast or video": N_("podcast or video"),
        "community": N_("community"),
        "social network": N_("social network"),
        "book or journal": N_("book or journal"),
        "course or programme": N_("course or programme"),
        "tool": N_("tool"),
    }
)
SOURCES = N_("Sources")


class _Rings(Sequence[str]):
    """The names of the rings, the closest first: "Close" is how close one is, not what to do."""

    def __len__(self) -> int:
        return 4

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        names = (
            trp("ring", "Closest"),
            trp("ring", "Close"),
            trp("ring", "Further out"),
            trp("ring", "Far"),
        )
        return names[at]


RINGS = _Rings()
CHANNELS = {  # as they are kept: look them up where they are shown
    "person": (
        N_("face to face"),
        N_("phone or video"),
        N_("e-mail"),
        N_("chat"),
        N_("social media"),
        N_("group or event"),
    ),
    "source": (
        N_("reading"),
        N_("listening"),
        N_("watching"),
        N_("asking"),
        N_("taking part"),
    ),
}


TAKES_PART = Phrases(  # how much somebody takes part in a place, or with a person
    {
        "follow": N_("I look or follow"),
        "ask": N_("I ask now and then"),
        "exchange": N_("We exchange"),
        "work together": N_("We work together"),
    }
)
MIX = {  # a part of the learning mix: its name, and what it means
    "formal": Lines(N_("In courses"), N_("Classes, programmes, seminars, e-learning.")),
    "on_the_job": Lines(
        N_("On the job"), N_("By doing, trying, getting it wrong, doing it again.")
    ),
    "social": Lines(N_("With and from people"), N_("Asking, watching, talking, being shown.")),
    "self_directed": Lines(N_("On my own"), N_("Reading, searching, listening, practising.")),
}
AT_HAND: dict[SourceRole, Sequence[str]] = {  # sources to tap, by kind
    "search engine": Lines(N_("A search engine")),
    "encyclopaedia": Lines(N_("Wikipedia")),
    "blog or newsletter": Lines(N_("Blogs"), N_("Newsletters")),
    "podcast or video": Lines(N_("YouTube"), N_("Podcasts")),
    "social network": Lines(N_("LinkedIn"), N_("Mastodon")),
    "community": Lines(N_("Forums"), N_("A professional association")),
    "book or journal": Lines(N_("Books"), N_("Journals")),
    "course or programme": Lines(N_("Online courses"), N_("A training programme")),
    "tool": Lines(N_("An AI assistant")),
}


@dataclass(frozen=True)
class Prompt:
    """A question that brings names to mind."""

    _question: str
    _hint: str
    kind: Literal["person", "source"]

    @property
    def question(self) -> str:
        """The question, in the reader's language."""
        return tr(self._question)

    @property
    def hint(self) -> str:
        """What helps to answer it."""
        return tr(self._hint)


PROMPTS = (
    Prompt(
        N_("Whom did you last ask when you were stuck?"),
        N_("At work, in your studies, in something you do for yourself."),
        "person",
    ),
    Prompt(
        N_("Who tells you what is new in your field?"),
        N_("People you talk to, and people you only follow."),
        "person",
    ),
    Prompt(
        N_("Whose way of working do you learn from?"),
        N_("You may have seen them do it, or heard how they do it."),
        "person",
    ),
    Prompt(
        N_("Who tells you honestly how you are doing?"),
        N_("Someone who gives you feedback, or helps you think."),
        "person",
    ),
    Prompt(
        N_("Who shows you something your own team would not?"),
        N_("From another team, another organisation, another walk of life."),
        "person",
    ),
    Prompt(
        N_("Where do you look first?"),
        N_("A search engine, an encyclopaedia, a tool: sources are members too."),
        "source",
    ),
    Prompt(
        N_("What do you read, listen to or watch?"),
        N_("Blogs, newsletters, podcasts, channels, books, journals."),
        "source",
    ),
    Prompt(
        N_("Which groups or courses teach you something?"),
        N_("Communities, social networks, programmes."),
        "source",
    ),
)


@dataclass(frozen=True)
class Asked:
    """An open question of a page, whose answer is kept."""

    page: str
    _text: str
    _hint: str

    @property
    def text(self) -> str:
        """The question, in the reader's language."""
        return tr(self._text)

    @property
    def hint(self) -> str:
        """What helps to answer it."""
        return tr(self._hint)


QUESTIONS = {
    "most": Asked(
        "welcome",
        N_("Before you begin: where do you think you learn most?"),
        N_("A guess is enough. You will compare it with your picture."),
    ),
    "learned": Asked(
        "welcome",
        N_("What surprised you?"),
        N_("A place that you had not counted, or one that counts for more than you thought."),
    ),
    "guess": Asked(
        "network",
        N_("Before you look closely: who do you learn most from?"),
        N_("A guess is enough. You will compare it with your map below."),
    ),
    "surprise": Asked(
        "network",
        N_("What surprised you?"),
        N_("Someone who is closer than you thought, a gap, a source you could not do without."),
    ),
    "wish": Asked(
        "aims",
        N_("Before you begin: what would you like to be able to do in half a year?"),
        N_("One sentence. Below it becomes an aim, or several."),
    ),
    "gap": Asked(
        "aims",
        N_("What do you notice?"),
        N_("An aim that nobody knows of, somebody whom you ask for everything."),
    ),
    "often": Asked(
        "interactions",
        N_("Before you look: with whom did you learn something in the last two weeks?"),
        N_("One or two names. Below you note what happened, and see how it adds up."),
    ),
    "pattern": Asked(
        "interactions",
        N_("What do you see in it?"),
        N_("Who gives, who gets, who is missing, what takes the time."),
    ),
    "again": Asked(
        "grow",
        N_("Before you look: from whom would you like to hear again?"),
        N_("One name is enough. You will compare it with what your network says."),
    ),
    "next": Asked(
        "grow",
        N_("What will you try, with whom, and when?"),
        N_("One sentence: when this happens, I will do that."),
    ),
    "changed": Asked(
        "review",
        N_("Before you look: what do you think has changed?"),
        N_("On your map, in what you can do, in how you ask. A guess is enough."),
    ),
    "why": Asked(
        "review",
        N_("What changed, and what may have helped?"),
        N_("Numbers do not say why. You can, as far as you know."),
    ),
    "together": Asked(
        "room",
        N_("Before you look: what could somebody in this room help you with?"),
        N_(
            "One sentence, for yourself. What you ask of the room you say below, in your own words."
        ),
    ),
    "meet": Asked(
        "room",
        N_("Whom will you talk to, and what about?"),
        N_("A name or an alias, and the first thing that you will say."),
    ),
}


@dataclass(frozen=True)
class Recap:
    """How a page ends: three lines, one small act, what comes next, and the notebook of that."""

    lines: Lines
    _act: str
    _next: tuple[str, str]
    _next_in_a_workshop: tuple[str, str] | None = None  # where a workshop goes on elsewhere

    @property
    def act(self) -> str:
        """The small act."""
        return tr(self._act)

    @property
    def next(self) -> str:
        """The title of what comes next."""
        return tr(self._onward[0])

    @property
    def file(self) -> str:
        """The notebook of what comes next."""
        return self._onward[1]

    @property
    def _onward(self) -> tuple[str, str]:
        return (self._next_in_a_workshop if "PLNKIT_STORE" in os.environ else None) or self._next


RECAPS = {
    "welcome": Recap(
        Lines(
            N_("Learning happens in more places than classrooms; your mix has a shape of its own."),
            N_("Sources are part of your network, as people are."),
            N_("To look and follow is a way to learn, and so is to take part. You choose."),
        ),
        N_("notice once where you learned something, and write it down in one line."),
        (N_("Who do you learn from?"), "2_network.ipynb"),
    ),
    "network": Recap(
        Lines(
            N_("You learn from people and from sources, some close, some far."),
            N_("Close members and far ones do different things for you; neither is better."),
            N_("Your map is a picture of today, not a judgement. It will change, and may."),
        ),
        N_("ask one person on your map one question that you have been carrying around."),
        (N_("What do you want to learn?"), "3_aims.ipynb"),
    ),
    "aims": Recap(
        Lines(
            N_("An aim that somebody knows of can meet somebody who can help."),
            N_("There are six kinds of help; few people give them all."),
            N_("An ask is a beginning: it lets somebody help, and they are free to say no."),
        ),
        N_("tell one person what you want to learn."),
        (N_("How do you learn together?"), "4_interactions.ipynb"),
    ),
    "interactions": Recap(
        Lines(
            N_("What you note is counted; what you did not note happened all the same."),
            N_("Give and get need not be even, and need not be with the same person."),
            N_("A rhythm is yours: it can be slower, and it can pause."),
        ),
        N_("note one meeting on the day on which it happened."),
        (N_("What next?"), "5_grow.ipynb"),
    ),
    "grow": Recap(
        Lines(
            N_("How close somebody is and whether they open another door are two things."),
            N_("Research says what was found for many people; you know what fits you."),
            N_("A plan may be moved or skipped; what you put aside stays aside."),
        ),
        N_("keep the one date that you planned, and note what came of it."),
        (N_("What changed?"), "6_review.ipynb"),
    ),
    "review": Recap(
        Lines(
            N_("Two pictures show what is different, not why."),
            N_("Fewer can be as good as more: it depends on what you want to learn."),
            N_("Your file is yours: take it along, and come back to it."),
        ),
        N_("thank one person, and say what for."),
        (N_("Where do you learn?"), "1_welcome.ipynb"),
        (N_("Who could you meet here?"), "7_room.ipynb"),
    ),
    "room": Recap(
        Lines(
            N_("Nothing leaves your book but what you let go, and you can take it back."),
            N_("An ask comes first: it tells others how they can help."),
            N_("A room is a beginning. What becomes of it is up to the two of you."),
        ),
        N_("talk to one person of this room, and ask one question."),
        (N_("The start page"), ""),
    ),
}

HOW_TO_READ = N_(
    "You are in the middle. The closer the ring, the closer the member; each slice is a role. "
    "People are round, sources are diamonds, a line joins two who know each other. "
    "Those you have not placed yet stand outside the rings."
)


class _Offered(Mapping[str, SourceRole]):
    """Sources to tap, by their names in the reader's language, with their role."""

    def __init__(self, english: Mapping[str, SourceRole]) -> None:
        self._english = english

    def __getitem__(self, name: str) -> SourceRole:
        return {tr(english): role for english, role in self._english.items()}[name]

    def __iter__(self) -> Iterator[str]:
        return map(tr, self._english)

    def __len__(self) -> int:
        return len(self._english)


SUGGESTIONS = _Offered(
    {
        N_("A search engine"): "search engine",
        N_("Wikipedia"): "encyclopaedia",
        N_("YouTube"): "podcast or video",
        N_("LinkedIn"): "social network",
        N_("An AI assistant"): "tool",
    }
)


def on_ring(closeness: int | None) -> str:
    """Return where a member was put, for the history: "ring 2"."""
    return tr("ring {number}", number=closeness) if closeness else tr("not placed")


def isolated(name: str) -> str:
    """Return a name so that one written the other way leaves the words around it alone."""
    against = ("R", "AL") if direction(current()) == "ltr" else ("L",)
    turns = any(bidirectional(c) in against for c in name)
    return f"\u2068{name}\u2069" if turns else name


def quoted(text: str, limit: int = 60) -> str:
    """Return what a learner wrote as it stands in a sentence: in quotes, cut where it is long."""
    line = " ".join(text.split()) or tr("(without words)")
    short = line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
    return tr("“{said}”", said=isolated(short))


def shortened(text: str, limit: int = 240) -> str:
    """Return what a learner wrote as far as a list has room for it."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def listed(names: Sequence[str], limit: int = 3, last: str = "and") -> str:
    """Return names as in a sentence: "Amina, Tom and 4 others"; `last` stands before the last."""
    names = [isolated(n) for n in names]
    shown, rest = names[:limit], len(names) - limit
    if rest > 1:
        first = ", ".join(shown)
        return trn("{names} and {n} other", "{names} and {n} others", rest, names=first)
    return language.listed(names, "or" if last == "or" else "standard")


def ring(closeness: int | None, names: Sequence[str] = ()) -> str:
    """Return how close a member is, in words."""
    if closeness is None:
        return tr("not placed yet")
    return (names if len(names) == len(RINGS) else RINGS)[closeness - 1]
