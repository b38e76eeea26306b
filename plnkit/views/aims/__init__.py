"""What one wants to learn: aims, who could help, whom to tell, and what to use of a programme."""

from plnkit.views.aims.add import Add
from plnkit.views.aims.describe import Describe
from plnkit.views.aims.helpers import Helpers
from plnkit.views.aims.present import Present
from plnkit.views.aims.transfer import Transfer

__all__ = ["Add", "Describe", "Helpers", "Present", "Transfer"]
