"""A coach's page: whom they invited, who shares with them, and what; and notes of their own."""

from plnkit.views.coach.following import Following
from plnkit.views.coach.invite import Invite
from plnkit.views.coach.learners import Learners
from plnkit.views.coach.whole import Said, TheirNumbers, Theirs

__all__ = ["Following", "Invite", "Learners", "Said", "TheirNumbers", "Theirs"]
