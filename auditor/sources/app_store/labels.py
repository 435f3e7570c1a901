"""Privacy labels and prices inside an app. Labels are what its maker declares: claims, not facts.

Identifiers as pages of 2021 to 2026 have them, read by public readers of such pages (read 2026-11-26).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from auditor.messages import N_
from auditor.model import Observation
from auditor.sources.values import items, line, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NOT_COLLECTED: Final = "DATA_NOT_COLLECTED"
_TRACKING: Final = "DATA_USED_TO_TRACK_YOU"
_MAX_LABELS: Final = 20
_MAX_CATEGORIES: Final = 60
_WEEK: Final = re.compile(
    r"(?i)\bweek(?:ly)?\b|\b7[- ]?days?\b|\bwöchentlich|\bwoche\b|\bsemana(?:l|is|les)?\b|\bhebdomadaire|"
    r"\bsemaine\b|\bsettiman(?:a|ale)\b|\bhafta|\bminggu(?:an)?\b|\btygod(?:niowo|niowy|niowa|zień)|\btydzień\b|"
    r"недел|еженедельн|\btuần\b|สัปดาห์|أسبوع|साप्ताहिक|हफ़्त|週間?|每周|每週|一周|包周|주간|매주|1주"
)


class Label(NamedTuple):
    """One kind of label: what it is called, what it stands for, and the categories of data under it."""

    identifier: str
    title: str
    categories: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """As a reader sees it: ``Data Linked to You: Contact Info, Location``."""
        return f"{self.title}: {', '.join(self.categories)}" if self.categories else self.title


def labels_of(rows: Any, title: str, categories: str, category: str) -> tuple[Label, ...]:
    """Return the labels in ``rows``.

    Args:
        rows: A list of objects with ``identifier``, or anything else.
        title: The key of a label's name.
        categories: The key of its list of categories.
        category: The key of a category's name.
    """
    found = []
    for row in items(rows)[:_MAX_LABELS]:
        name = line(text_at(row, title))
        if name is None:
            continue
        under = [*items(row, categories)]
        for purpose in items(row, "purposes")[:_MAX_LABELS]:
            under += [*items(purpose, categories)]
        names = (line(text_at(item, category)) for item in under[: 4 * _MAX_CATEGORIES])
        unique = tuple(dict.fromkeys(each for each in names if each))[:_MAX_CATEGORIES]
        found.append(Label(text_at(row, "identifier") or "", name, unique))
    return tuple(found)


def observations_of(labels: Sequence[Label]) -> Iterator[Observation]:
    """Yield what the labels declare."""
    for label in labels:
        kind = {_NOT_COLLECTED: "declares-no-data", _TRACKING: "declares-tracking"}.get(
            label.identifier, "declares-data"
        )
        yield Observation(id=f"listing.{kind}", value=label.words[:1_000], where=N_("privacy labels"))


def weekly(prices: Sequence[tuple[str, str]]) -> Iterator[Observation]:
    """Yield what is sold by the week, by its name or its price."""
    for name, price in prices:
        if _WEEK.search(f"{name} {price}"[:400]) is not None:
            yield Observation(
                id="listing.weekly-price", value=f"{name}: {price}"[:400], where=N_("in-app purchases")
            )
