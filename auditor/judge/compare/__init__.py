"""Hold what the sources of one tool say against each other: which comparisons apply, and what they find."""

from auditor.judge.compare.checks import compared, findings_comparing, not_compared
from auditor.judge.compare.comparer import Comparer
from auditor.judge.compare.outcome import Outcome, State

__all__ = ["Comparer", "Outcome", "State", "compared", "findings_comparing", "not_compared"]
