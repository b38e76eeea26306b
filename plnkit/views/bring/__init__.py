"""Whom the learner has already: a file or a paste, looked at and chosen from before it enters the book."""

from plnkit.views.bring.bring import Bring

__all__ = ["Bring"]
