"""What a reader is asked of aims, and the words for their kinds, for help, and for how far it is."""

from dataclasses import dataclass

from plnkit.language import N_, Lines, Phrases, tr


@dataclass(frozen=True)
class Asked:
    """A kind of aim: its name, the question that brings one to mind, and an example."""

    _name: str
    _inside: str
    _question: str
    _example: str

    @property
    def name(self) -> str:
        """The name of the kind, in the reader's language."""
        return tr(self._name)

    @property
    def inside(self) -> str:
        """The name as it stands inside a sentence."""
        return tr(self._inside)

    @property
    def question(self) -> str:
        """The question."""
        return tr(self._question)

    @property
    def example(self) -> str:
        """The example."""
        return tr(self._example)


KINDS = {
    "goal": Asked(
        N_("Goal"),
        N_("goal"),
        N_("What do you want to be able to do?"),
        N_("Something that you will do one day and cannot do yet: “chair a meeting in French”."),
    ),
    "need": Asked(
        N_("Need"),
        N_("need"),
        N_("What does your work or study ask of you?"),
        N_("Something that you are expected to know, or soon will be: “read a balance sheet”."),
    ),
    "interest": Asked(
        N_("Interest"),
        N_("interest"),
        N_("What makes you curious?"),
        N_("It need not be useful: “how other teams run their first week”."),
    ),
    "motivation": Asked(
        N_("Motivation"),
        N_("motivation"),
        N_("What do you want to learn it for?"),
        N_(
            "What is behind it, for you or for others: “so that my team can do without me in July”."
        ),
    ),
    "problem": Asked(
        N_("Problem"),
        N_("problem"),
        N_("Where are you stuck?"),
        N_("Something that does not work, or not yet: “nobody reads my reports”."),
    ),
}
STATES = Phrases({"open": N_("Still open"), "reached": N_("Reached"), "dropped": N_("Let go")})
STATES_INSIDE = Phrases(
    {"open": N_("still open"), "reached": N_("reached"), "dropped": N_("let go")}
)
HELPS = {  # a kind of help: its name, and what somebody does who gives it
    "information": Lines(N_("Information"), N_("knows, or knows where to look")),
    "influence": Lines(N_("Influence"), N_("can open a door, or put in a word")),
    "feedback": Lines(N_("Feedback"), N_("tells me honestly how I am doing")),
    "support": Lines(N_("Support"), N_("listens, and keeps me going")),
    "purpose": Lines(N_("Purpose"), N_("reminds me what it is good for")),
    "balance": Lines(N_("Balance"), N_("sees that the rest of my life has its place")),
}
HELPS_INSIDE = Phrases(
    {
        "information": N_("information"),
        "influence": N_("influence"),
        "feedback": N_("feedback"),
        "support": N_("support"),
        "purpose": N_("purpose"),
        "balance": N_("balance"),
    }
)
WHO = Phrases(  # the question after a kind of help
    {
        "information": N_("Who knows, or knows where to look?"),
        "influence": N_("Who can open a door, or put in a word?"),
        "feedback": N_("Who tells me honestly how I am doing?"),
        "support": N_("Who listens, and keeps me going?"),
        "purpose": N_("Who reminds me what it is good for?"),
        "balance": N_("Who sees that the rest of my life has its place?"),
    }
)
STAGES = Phrases(
    {
        "could": N_("could help"),
        "asked": N_("was asked"),
        "helping": N_("is helping"),
        "helped": N_("has helped"),
    }
)
PHASES = Phrases({"before": N_("Before"), "during": N_("During"), "after": N_("After")})
