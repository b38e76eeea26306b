"""Advice: cards that say what was seen, the rule, its source, its limits, and one small act.

A rule is data and one small function (`card.Rule`); to add one, write it in the module of its
subject and put it in that module's `RULES`. Nothing here ranks a learner or a network.
"""

from datetime import date

from plnkit.advice import on_aims, on_contact, on_network
from plnkit.advice.card import Card, Rule, Seen
from plnkit.advice.picture import Picture
from plnkit.model import Book, Dismissal
from plnkit.reading.network import LEAST

__all__ = ["LEAST", "RULES", "Card", "Rule", "Seen", "cards", "dismissals", "is_dismissed"]

RULES: tuple[Rule, ...] = (*on_aims.RULES, *on_contact.RULES, *on_network.RULES)


def cards(book: Book, today: date) -> list[Card]:
    """Return the cards that this book gives reason for, without those that were put aside."""
    picture = Picture(book, today)
    found = (rule.card(picture) for rule in RULES)
    return [card for card in found if card and not is_dismissed(card, book)]


def is_dismissed(card: Card, book: Book) -> bool:
    """Whether a card was put aside for all whom it concerns now: somebody new brings it back.

    A card that concerns nobody in particular stays aside until it is taken up again.
    """
    return any(
        not one.about or set(card.about) <= set(one.about)
        for one in dismissals(book)
        if one.card == card.key
    )


def dismissals(book: Book) -> list[Dismissal]:
    """Return the cards that were put aside, as they are remembered."""
    keys = {rule.key for rule in RULES}
    return [one for one in book.all(Dismissal) if one.card in keys]
