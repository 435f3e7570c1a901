"""``make accuracy``: print precision and recall with intervals, compare with the floors, pin new ones.

Set ``PIN=1`` to pin what is measured; lowering a floor also needs ``REASON="…"``. ``SET=fresh`` measures only
that set: development, held-out, fresh, hard, or access.
"""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import os
import sys

from tests.accuracy import access, tables
from tests.accuracy.floors import falls, pin
from tests.accuracy.measure import SETS, measure


def measured_set(name: str) -> list[str]:
    """Measure and print one set: by claim, by language, by kind of text. Returns what is wrong with it."""
    measured = measure(name)
    print(f"\n{name}: {measured.tally().texts} texts\n")
    for table in (tables.claims, tables.languages, tables.kinds):
        print(*table(measured), sep="\n")
    return pin(name, measured, _reason()) if os.environ.get("PIN") else falls(name, measured)


def measured_access() -> list[str]:
    """Measure and print how well sentences explain access. Returns what is wrong with that."""
    rows = access.load(access.files())
    measured = access.measure(rows)
    print("\naccess\n", *tables.access(measured, access.texts(rows)), sep="\n")
    return access.pin(measured, _reason()) if os.environ.get("PIN") else access.falls(measured)


def _reason() -> str:
    return os.environ.get("REASON", "")


def main() -> int:
    """Measure all sets; 1 if a figure is below its floor."""
    chosen = os.environ.get("SET")
    problems = [problem for name in SETS if chosen in (None, name) for problem in measured_set(name)]
    if chosen in (None, "access"):
        problems += measured_access()
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
