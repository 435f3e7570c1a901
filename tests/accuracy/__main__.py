"""``make accuracy``: print precision and recall with intervals, compare with the floors, pin new ones.

Set ``PIN=1`` to pin what is measured; lowering a floor also needs ``REASON="…"``. ``SET=fresh`` measures only
that set: development, held-out, fresh, hard, or access.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import os
import sys

from tests.accuracy import access
from tests.accuracy.floors import ENGLISH, falls, pin
from tests.accuracy.measure import SAVERS, SETS, Counts, Measured, measure, wilson


def _percent(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits / of if of else 1:5.0%} ({low:.0%} to {high:.0%})"


def _line(name: str, c: Counts) -> str:
    precision, recall = _percent(c.right, c.right + c.wrong), _percent(c.right, c.right + c.missed)
    certain = _percent(c.certain_right, c.certain_right + c.certain_wrong)
    return f"{name:26}{precision:>22}{recall:>22}{certain:>22}{c.right + c.missed:7}"


def show(name: str, measured: Measured) -> None:
    """Print one set as tables: by claim, by language, by kind."""
    groups = {"English": ENGLISH, "other languages": set(measured.languages) - ENGLISH}
    print(f"\n{name}: {measured.texts} texts")
    for title, languages in groups.items():
        print(f"\n{title:26}{'precision':>22}{'recall':>22}{'of certain':>22}{'texts':>7}")
        for claim in sorted({claim for _, claim in measured.claims}):
            print(_line(claim, measured.counts(claim, languages)))
        print(f"macro F1 of the other claims: {measured.macro_f1(languages):.3f}")
    print(f"\nmacro F1 of the other claims, all languages: {measured.macro_f1():.3f}")
    for language, count in sorted(measured.languages.items()):
        print(_line(f"{SAVERS} in {language}", measured.counts(SAVERS, {language})), f"of {count}")
    for kind, counts in sorted(measured.kinds.items()):
        print(f"  {kind:18}{_percent(counts['right'], counts.total()):>22} of {counts.total()} read rightly")


def show_access(measured: dict[str, Counts]) -> None:
    """Print how well sentences explain access."""
    print(f"\n{'sentences that explain':30}{'precision':>22}{'recall':>22}{'right':>7}")
    for what, c in sorted(measured.items()):
        precision, recall = _percent(c.right, c.right + c.wrong), _percent(c.right, c.right + c.missed)
        print(f"{what:30}{precision:>22}{recall:>22}{c.right + c.missed:7}")


def main() -> int:
    """Measure all sets; 1 if a figure is below its floor."""
    problems = []
    for name in SETS:
        if os.environ.get("SET", name) != name:
            continue
        measured = measure(name)
        show(name, measured)
        if os.environ.get("PIN"):
            problems += pin(name, measured, os.environ.get("REASON", ""))
        else:
            problems += falls(name, measured)
    if os.environ.get("SET", "access") == "access":
        explained = access.measure(access.load())
        show_access(explained)
        reason = os.environ.get("REASON", "")
        problems += access.pin(explained, reason) if os.environ.get("PIN") else access.falls(explained)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
