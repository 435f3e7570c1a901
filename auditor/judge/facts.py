"""What is known of a tool once its texts are read: the ground on which conditions are tested."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from auditor.messages import N_
from auditor.model import (
    AccessJudged,
    Certainty,
    ClaimFound,
    Deliverable,
    Evidence,
    Observation,
    PurposeFound,
)

if TYPE_CHECKING:
    from auditor.judge.compare import Comparer


_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Facts:
    """Claims, purposes, access and observations of one tool, each with where it stood."""

    claims: tuple[ClaimFound, ...]
    purposes: tuple[PurposeFound, ...]
    access: tuple[AccessJudged, ...]
    access_known: bool
    observations: tuple[Observation, ...]
    places: tuple[str, ...]
    """By text index, where the text stood."""
    text_sources: tuple[int, ...]
    """By text index, the source it came from."""
    read_as: tuple[tuple[int, int, int, str], ...] = ()
    """Disguised stretches: text, start, end, plain words."""
    comparer: Comparer | None = None
    """Holds the sources against each other, where there is something to compare."""

    @property
    def are_blank(self) -> bool:
        """Whether nothing is known that a finding could show."""
        return not (self.claims or self.purposes or self.access or self.observations or self.comparer)

    def with_claims(self, claims: tuple[ClaimFound, ...]) -> Facts:
        """The same facts with other claims."""
        return replace(self, claims=claims)

    def claims_with(
        self, claim: str | None, deliverable: Deliverable | None, certainty: Certainty | None
    ) -> list[ClaimFound]:
        """Claims that fit, certain ones first."""
        fitting = [
            found
            for found in self.claims
            if (claim is None or found.id == claim)
            and (deliverable is None or found.deliverable is deliverable)
            and (certainty is None or found.certainty is certainty)
        ]
        return sorted(fitting, key=lambda found: found.certainty is not Certainty.CERTAIN)

    def access_like(self, pattern: str) -> list[AccessJudged]:
        """Access whose id fits a glob; most name one access, or all."""
        if pattern == "*":
            return list(self.access)
        if _WILD.isdisjoint(pattern):
            return [item for item in self.access if item.id == pattern]
        return [item for item in self.access if item.id == pattern or fnmatchcase(item.id, pattern)]

    def claim_evidence(self, claim: ClaimFound) -> Evidence:
        """The claim's words as evidence."""
        plain = [
            word for text, start, end, word in self.read_as
            if text == claim.text and start < claim.end and claim.start < end
        ]  # fmt: skip
        return Evidence(
            quote=claim.quote,
            where=self.places[claim.text],
            source=self.text_sources[claim.text],
            text=claim.text,
            start=claim.start,
            end=claim.end,
            before=claim.before,
            after=claim.after,
            read_as=" ".join(plain),
        )


def access_evidence(item: AccessJudged) -> Evidence:
    """An access as evidence: its id, and where it was asked for."""
    return Evidence(quote=item.id, where=item.where or N_("asked for"), source=item.source)


def observation_evidence(item: Observation, title: str) -> Evidence:
    """An observation as evidence: the exact piece seen, or what it is."""
    return Evidence(quote=item.value or title, where=item.where or title, source=item.source)
