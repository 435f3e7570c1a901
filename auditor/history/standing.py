"""How things stand in an audit: findings, claims and access, each with a rank, so that two audits compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from auditor.model import Certainty, Deliverable, Need

if TYPE_CHECKING:
    from auditor.model import AccessJudged, Audit, ClaimFound, Finding

What = Literal["finding", "access", "claim"]
Key = tuple[What, str]
"""Names one thing in an audit: ``("finding", "promises-savers")``."""
Rank = tuple[int, ...]

NOT_THERE: Final[Rank] = ()
"""Stands below every rank."""
_DELIVERABLE: Final = tuple(reversed(Deliverable))
_NEED: Final = (Need.NEEDED, Need.UNKNOWN, Need.UNEXPLAINED, Need.EXCESSIVE)


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing as an audit has it."""

    title: str
    rank: Rank
    """The higher, the worse. Two of one thing are equal only where nothing differs that a reader sees."""
    words: str
    """What the rank says: "high, certain"."""
    quote: str = ""
    """The tool's own words, or the value seen; "" where there are none."""


def standings(audit: Audit) -> dict[Key, Standing]:
    """Return all that counts in an audit: findings, then access, then claims. What was set aside does not."""
    found: dict[Key, Standing] = {}
    for finding in audit.findings:
        _keep(found, ("finding", finding.rule), _finding(finding))
    for access in audit.access:
        _keep(found, ("access", access.id), _access(access))
    for claim in audit.claims:
        _keep(found, ("claim", claim.id), _claim(claim))
    return found


def _keep(found: dict[Key, Standing], key: Key, standing: Standing) -> None:
    """Keep the worst of several."""
    if key not in found or found[key].rank < standing.rank:
        found[key] = standing


def _sure(certainty: Certainty) -> int:
    return int(certainty is Certainty.CERTAIN)


def _finding(finding: Finding) -> Standing:
    rank = (finding.severity.rank, _sure(finding.certainty))
    words = f"{finding.severity.value}, {finding.certainty.value}"
    return Standing(finding.title, rank, words, finding.evidence[0].quote)


def _access(access: AccessJudged) -> Standing:
    rank = (access.danger.rank, _NEED.index(access.verdict))
    return Standing(access.title, rank, f"{access.danger.value}, {access.verdict.value}")


def _claim(claim: ClaimFound) -> Standing:
    rank = (_DELIVERABLE.index(claim.deliverable), _sure(claim.certainty))
    return Standing(claim.title, rank, f"{claim.certainty.value}, {claim.deliverable.value}", claim.quote)
