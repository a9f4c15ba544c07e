"""Says for each card of a case why it is made or not: the rule, the part of a case, and the words that decided."""

from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.explain.whole import explain

__all__ = ["Explanation", "explain"]
