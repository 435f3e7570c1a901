"""Conditions as data: their parts, what they name, and how they read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.rulebook.schema import THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.schema import Condition


class Part(NamedTuple):
    """One plain condition inside a composed one."""

    condition: Condition
    negated: bool


def parts(condition: Condition, *, negated: bool = False) -> Iterator[Part]:
    """Yield the plain conditions that ``condition`` is composed of."""
    for inner in (*condition.all_, *condition.any_):
        yield from parts(inner, negated=negated)
    if condition.not_ is not None:
        yield from parts(condition.not_, negated=not negated)
    if not (condition.all_ or condition.any_ or condition.not_):
        yield Part(condition, negated)


def all_conditions(book: Rulebook) -> Iterator[Condition]:
    """Yield every condition of the rule set, composed ones whole."""
    yield from (finding.when for finding in book.findings.values())
    yield from (row.when for row in book.means.values() if row.when is not None)
    for advice in book.advice.values():
        yield from (step.when for step in advice.steps if step.when is not None)


def in_words(condition: Condition) -> str:
    """Return a condition as one line: ``claim reveals-savers, certain`` or ``all of (…; …)``."""
    if condition.all_:
        return f"all of ({'; '.join(map(in_words, condition.all_))})"
    if condition.any_:
        return f"any of ({'; '.join(map(in_words, condition.any_))})"
    if condition.not_ is not None:
        return f"not ({in_words(condition.not_)})"
    thing = next(name for name in THINGS if getattr(condition, name) is not None)
    what = "a claim that is" if thing == "claim_is" else thing
    return ", ".join([f"{what} {getattr(condition, thing)}", *_narrowed(condition)])


def _narrowed(condition: Condition) -> Iterator[str]:
    if condition.certainty is not None:
        yield condition.certainty.value
    if condition.deliverable is not None:
        yield f"while it is {condition.deliverable.value}"
    yield from _of_access(condition)
    if condition.value:
        yield f"whose value is like {' or '.join(condition.value)}"
    if condition.value_not:
        yield f"whose value is not like {' or '.join(condition.value_not)}"


def _of_access(condition: Condition) -> Iterator[str]:
    if condition.access_kind:
        yield f"of kind {' or '.join(condition.access_kind)}"
    if condition.danger:
        yield f"danger {' or '.join(condition.danger)}"
    if condition.need:
        yield f"judged {' or '.join(condition.need)}"
    if condition.takeover is not None:
        yield (
            "enough to take the account over" if condition.takeover else "not enough to take the account over"
        )
    if condition.yields is not None:
        yield f"giving {condition.yields}"
    if condition.yields_about is not None:
        yield f"giving data about {condition.yields_about}"
