"""Where one learns: the mix, the sources at hand, and whether one is a visitor there or at home."""

from plnkit.views.welcome.at_hand import AtHand
from plnkit.views.welcome.learning_mix import LearningMix
from plnkit.views.welcome.visits import Visits

__all__ = ["AtHand", "LearningMix", "Visits"]
