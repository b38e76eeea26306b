"""How the panels of the review look, beyond what all panels share."""

from plnkit.views.answers import CSS, HERE

REVIEW_CSS = CSS + (HERE / "review" / "review.css").read_text("utf-8")
