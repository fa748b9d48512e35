"""What a change of the catalog means for the public, what must be justified, and how it is told."""

from build_tools.review.judged import Judged, Review, review

__all__ = ["Judged", "Review", "review"]
