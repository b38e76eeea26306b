"""What changed: pictures taken and compared, how it feels, and the book taken along."""

from plnkit.views.review.compare import Compare
from plnkit.views.review.exports import Export, File, usual
from plnkit.views.review.feelings import Feelings
from plnkit.views.review.keep import Keep
from plnkit.views.review.pictures import taken
from plnkit.views.review.take import Take

__all__ = ["Compare", "Export", "Feelings", "File", "Keep", "Take", "taken", "usual"]
