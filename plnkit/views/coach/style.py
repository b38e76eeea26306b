"""How the panels of a coach look, beyond what all panels share."""

from plnkit.views.answers import HERE
from plnkit.views.review.style import REVIEW_CSS

COACH_CSS = REVIEW_CSS + (HERE / "coach" / "coach.css").read_text("utf-8")
