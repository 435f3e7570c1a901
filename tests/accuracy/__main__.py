"""``make accuracy``: print precision and recall with intervals, compare with the floors, pin new ones.

Set ``PIN=1`` to pin what is measured; lowering a floor also needs ``REASON="…"``.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import os
import sys

from tests.accuracy.floors import falls, pin
from tests.accuracy.measure import SETS, Measured, measure, wilson


def _percent(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits / of if of else 1:5.0%} ({low:.0%} to {high:.0%})"


def show(name: str, measured: Measured) -> None:
    """Print one set as a table."""
    print(f"\n{name}: {measured.texts} texts")
    print(f"{'claim':26}{'precision':>22}{'recall':>22}{'of certain':>22}")
    for claim, c in sorted(measured.claims.items()):
        precision, recall = _percent(c.right, c.right + c.wrong), _percent(c.right, c.right + c.missed)
        certain = _percent(c.certain_right, c.certain_right + c.certain_wrong)
        print(f"{claim:26}{precision:>22}{recall:>22}{certain:>22}")
    others = [c.f1 for claim, c in measured.claims.items() if claim != "reveals-savers"]
    print(f"macro F1 of the other {len(others)} claims: {sum(others) / len(others):.2f}")
    for kind, counts in sorted(measured.kinds.items()):
        print(f"  {kind:18}{_percent(counts['right'], counts.total()):>22} of {counts.total()} read rightly")


def main() -> int:
    """Measure all sets; 1 if a figure is below its floor."""
    problems = []
    for name in SETS:
        measured = measure(name)
        show(name, measured)
        if os.environ.get("PIN"):
            problems += pin(name, measured, os.environ.get("REASON", ""))
        else:
            problems += falls(name, measured)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
