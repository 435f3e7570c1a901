"""What is counted while texts are read: by language, kind of text and claim."""

from __future__ import annotations

import math
import operator
from collections import defaultdict
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

SAVERS = "reveals-savers"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle = p + z * z / (2 * of)
    spread = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass
class Counts:
    """How often a claim (or several) was rightly found, wrongly found or missed in a text."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    certain_right: int = 0
    certain_wrong: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(operator.add, astuple(self), astuple(other)))

    @property
    def precision(self) -> float:
        """Share of findings that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of claims that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def certain_precision(self) -> float:
        """Share of certain findings that are right."""
        found = self.certain_right + self.certain_wrong
        return self.certain_right / found if found else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Tally:
    """Some texts. The quiet ones state no claim."""

    texts: int = 0
    quiet: int = 0
    misread: int = 0
    """Quiet ones in which a claim was found."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(operator.add, astuple(self), astuple(other)))

    @property
    def stating(self) -> int:
        """How many state a claim."""
        return self.texts - self.quiet

    @property
    def kept_quiet(self) -> float:
        """Share of the quiet ones in which nothing was found."""
        return 1 - self.misread / self.quiet if self.quiet else 1.0


@dataclass
class Measured:
    """All measured on one set: ``cells`` by language, kind and claim, ``tallies`` without the claim."""

    cells: defaultdict[tuple[str, str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))
    tallies: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))

    def note(
        self,
        place: tuple[str, str],
        wanted: Collection[str],
        found: Mapping[str, bool],
        claims: Iterable[str],
    ) -> None:
        """Count one text.

        Args:
            place: Its language and kind.
            wanted: What it claims.
            found: What was found in it, each with whether that is certain.
            claims: All that is looked for.
        """
        self.tallies[place] += Tally(1, not wanted, not wanted and bool(found))
        for claim in claims:
            here, there, certain = claim in found, claim in wanted, found.get(claim, False)
            self.cells[*place, claim] += Counts(
                here and there,
                here and not there,
                there and not here,
                certain and there,
                certain and not there,
            )

    def counts(
        self,
        claim: str | None = None,
        languages: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> Counts:
        """Counts of a claim, by default all together, over some languages and kinds, by default all."""
        picked = (
            counts
            for (language, kind, name), counts in self.cells.items()
            if claim in (None, name) and _within(language, languages) and _within(kind, kinds)
        )
        return sum(picked, Counts())

    def tally(self, languages: Collection[str] | None = None, kinds: Collection[str] | None = None) -> Tally:
        """The texts of some languages and kinds, by default of all."""
        picked = (
            tally
            for (language, kind), tally in self.tallies.items()
            if _within(language, languages) and _within(kind, kinds)
        )
        return sum(picked, Tally())

    @property
    def claims(self) -> list[str]:
        """What was looked for, in order."""
        return sorted({claim for *_, claim in self.cells})

    @property
    def languages(self) -> list[str]:
        """The languages of the texts, in order."""
        return sorted({language for language, _ in self.tallies})

    @property
    def kinds(self) -> list[str]:
        """The kinds of the texts, in order."""
        return sorted({kind for _, kind in self.tallies})

    def macro_f1(self, languages: Collection[str] | None = None) -> float:
        """Mean F1 of all claims but the one about savers."""
        others = [claim for claim in self.claims if claim != SAVERS]
        return sum(self.counts(claim, languages).f1 for claim in others) / len(others)


def _within(one: str, some: Collection[str] | None) -> bool:
    return some is None or one in some
