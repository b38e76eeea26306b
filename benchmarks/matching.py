"""A room matched whole, next to rapidfuzz asked about every ask and every offer, in one run.

The naive way only finds each person's best offer: nobody is kept from being asked too often, and who
is in nobody's list meets nobody. Texts are made from topics and the words around them, so that some
meet and most do not, as in a room. What was compared before is forgotten before each run.
"""

from collections.abc import Sequence
from random import Random

from rapidfuzz import fuzz
from timing import measure, table

from plnkit.matching import Person, matches
from plnkit.matching.words_of import words_of

TOPICS = (
    "honest feedback", "negotiating a budget", "data analysis", "presenting to a large group",
    "leading a first team", "project planning", "user interviews", "Excel pivot tables", "Python",
    "French conversation", "conflicts in a team", "grant applications", "accessible web pages",
    "facilitating retrospectives", "sales figures", "contracts and law", "public speaking",
    "Verhandlungen führen", "Präsentationen gestalten", "análisis de datos", "hablar en público",
    "プレゼンの練習", "التفاوض على الميزانية", "#mentoring", "#negotiation", "writing reports",
    "delegating", "customer complaints", "statistics", "machine learning", "photography",
)  # fmt: skip
AROUND = (
    "for beginners", "with suppliers", "in another language", "without losing the thread",
    "when nobody has time", "at a distance", "with a small team", "after a reorganisation",
    "that people remember", "in public administration", "under pressure", "step by step",
)  # fmt: skip


def room(people: int, texts: int) -> list[Person]:
    """Return people who ask and offer up to so many things each."""
    dice = Random(people)

    def said() -> tuple[str, ...]:
        topics = dice.sample(TOPICS, dice.randint(max(1, texts - 2), texts))
        return tuple(f"{topic} {' '.join(dice.sample(AROUND, 2))}" for topic in topics)

    return [Person(f"p{i:03}", said(), said()) for i in range(people)]


def ours(people: Sequence[Person]) -> object:
    words_of.cache_clear()
    return matches(people)


def naive(people: Sequence[Person]) -> object:
    return {
        asker.id: max(
            (fuzz.token_set_ratio(ask, offer), helper.id)
            for helper in people
            if helper is not asker
            for ask in asker.asks
            for offer in helper.offers
        )
        for asker in people
    }


def compare(people: int, texts: int, goal: str) -> None:
    there = room(people, texts)
    met = {id for meeting in matches(there) for id in meeting.people}
    ways = {"matches": lambda: ours(there), "rapidfuzz over all pairs": lambda: naive(there)}
    title = f"{people} people, up to {texts} asks and {texts} offers each; {len(met)} meet somebody"
    table(title, measure(ways, 5), goal)


if __name__ == "__main__":
    compare(100, 4, "under 300 ms")
    compare(100, 12, "under 300 ms")
    compare(300, 4, "under 2 s")
    compare(300, 12, "under 2 s")
