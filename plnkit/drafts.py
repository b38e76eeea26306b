"""First drafts of what a learner may send: ours, short, and theirs to change.

What the learner wrote of an aim is quoted as it is. What they noted about somebody is in no draft,
nor is an address, nor another person.
"""

import re
from typing import Literal

from plnkit.language import N_, Phrases, tr
from plnkit.model import Aim, Learner, Member
from plnkit.rhythm import Reconnection

Kind = Literal["message", "question"]

OPENINGS = Phrases(
    {
        "goal": N_("There is something that I want to be able to do:"),
        "need": N_("There is something that I need to learn:"),
        "interest": N_("There is something that I am curious about:"),
        "motivation": N_("This is what I want to learn for:"),
        "problem": N_("There is something that I am stuck with:"),
    }
)
SHORT = 280  # characters of an aim in a post
LINE = 120  # of a topic or an intent, in a sentence
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")


def present(aim: Aim, member: Member | None, kind: Kind, learner: Learner) -> str:
    """Return a message, or a question, that shows an aim to a member, or to several at once."""
    if kind == "question":
        return question(aim, member, learner)
    why = tr("Why it matters to me: {why}", why=_quoted(aim.why)) if aim.why.strip() else ""
    return _letter(
        first_line(member),
        f"{OPENINGS[aim.kind]} {_quoted(aim.text)}",
        why,
        tr(
            "I wanted you to know. If a thought, a name or a page comes to mind, I would be glad to "
            "hear it; if not, that is fine, too."
        ),
        learner.name.strip(),
    )


def question(aim: Aim, member: Member | None, learner: Learner) -> str:
    """Return one small question about an aim, to a member or to several at once."""
    return _letter(
        first_line(member),
        tr(
            "May I ask you something? {opening} {aim}",
            opening=OPENINGS[aim.kind],
            aim=_quoted(aim.text),
        ),
        tr("Where would you begin? A line or two is plenty, and a no is fine, too."),
        learner.name.strip(),
    )


def network_question(aim: Aim) -> str:
    """Return a question about an aim for a social network or a group: short, and without names."""
    return tr(
        "A question to all of you. {opening} {aim}\n"
        "What has helped you: a page, a book, a course, something to try? Thank you!",
        opening=OPENINGS[aim.kind],
        aim=_quoted(cut(_open(aim.text), SHORT)),
    )


def reconnect(member: Member, found: Reconnection, learner: Learner) -> str:
    """Return two or three lines to take up contact again: what made me think of them, a question."""
    topics = [t for t in (*found.new_topics, *member.topics) if t.strip()]
    intent = cut(member.intent, LINE)
    if topics:
        asked = tr(
            "It has been a while. I have been thinking about {topic}, and you came to mind. "
            "What would you look at first there?",
            topic=cut(topics[0], LINE),
        )
    elif intent:
        asked = tr(
            "It has been a while. There is something that I would still like to learn: {intent} "
            "What would you try first?",
            intent=_quoted(intent),
        )
    else:
        asked = tr(
            "It has been a while. You came to mind today. What are you busy with these days?"
        )
    return _letter(
        first_line(member),
        asked,
        tr("No hurry: I would be glad to hear from you whenever it suits you."),
        learner.name.strip(),
    )


def first_line(member: Member | None) -> str:
    """Return how a message begins: by name to one person, without to several or to a source.

    What stands in brackets after a name is the learner's own reminder, and is left out.
    """
    if member is None or member.kind == "source":
        return tr("Hello,")
    called = _ASIDE.sub("", member.name).strip()
    return tr("Hello {called},", called=called) if called else tr("Hello,")


def _letter(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _quoted(text: str) -> str:
    """Return what the learner wrote, in quotes; what has several lines begins on one of its own."""
    said = text.strip()
    end = "" if said.endswith((".", "!", "?", "…", "。")) else "."
    quote = tr("“{said}”", said=said) + end
    return f"\n{quote}" if "\n" in said else quote


def _open(text: str) -> str:
    """Return a text as it can stand before everybody: without addresses."""
    return _ADDRESS.sub("…", text)


def cut(text: str, limit: int) -> str:
    """Return a text in one line, cut between two words where it is long."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return (line[: limit - 1].rsplit(" ", 1)[0] or line[: limit - 1]).rstrip() + "…"
