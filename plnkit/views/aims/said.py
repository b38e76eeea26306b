"""What a reader is asked of aims, and the words for their kinds, for help, and for how far it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A kind of aim: its name, the question that brings one to mind, and an example."""

    name: str
    question: str
    example: str


KINDS = {
    "goal": Asked(
        "Goal",
        "What do you want to be able to do?",
        "Something that you will do one day and cannot do yet: “chair a meeting in French”.",
    ),
    "need": Asked(
        "Need",
        "What does your work or study ask of you?",
        "Something that you are expected to know, or soon will be: “read a balance sheet”.",
    ),
    "interest": Asked(
        "Interest",
        "What makes you curious?",
        "It need not be useful: “how other teams run their first week”.",
    ),
    "motivation": Asked(
        "Motivation",
        "What do you want to learn it for?",
        "What is behind it, for you or for others: “so that my team can do without me in July”.",
    ),
    "problem": Asked(
        "Problem",
        "Where are you stuck?",
        "Something that does not work, or not yet: “nobody reads my reports”.",
    ),
}
STATES = {"open": "Still open", "reached": "Reached", "dropped": "Let go"}
HELPS = {  # a kind of help: its name, and what somebody does who gives it
    "information": ("Information", "knows, or knows where to look"),
    "influence": ("Influence", "can open a door, or put in a word"),
    "feedback": ("Feedback", "tells me honestly how I am doing"),
    "support": ("Support", "listens, and keeps me going"),
    "purpose": ("Purpose", "reminds me what it is good for"),
    "balance": ("Balance", "sees that the rest of my life has its place"),
}
STAGES = {
    "could": "could help",
    "asked": "was asked",
    "helping": "is helping",
    "helped": "has helped",
}
PHASES = {"before": "Before", "during": "During", "after": "After"}
