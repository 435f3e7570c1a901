"""Claim against means: what could the access asked for do towards a claim?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.judge.conditions import holds
from auditor.model import Deliverable

if TYPE_CHECKING:
    from auditor.judge.facts import Facts
    from auditor.model import ClaimFound
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema import MeansRule


def _row(claim: ClaimFound, facts: Facts, rulebook: Rulebook) -> MeansRule | None:
    for row in rulebook.means.values():
        fits = claim.id in row.claims and row.deliverable in (None, claim.deliverable)
        fits = fits and row.access_known in (None, facts.access_known)
        if fits and (row.when is None or holds(row.when, facts, rulebook)):
            return row
    return None


def _update(row: MeansRule, rulebook: Rulebook) -> dict[str, object]:
    update: dict[str, object] = {"means": row.creator, "means_kind": row.id}
    if row.given_by is not None:
        given_by = (rulebook.surfaces[row.given_by].title,)
        update |= {"deliverable": Deliverable.POSSIBLE, "given_by": given_by}
    return update


def with_means(facts: Facts, rulebook: Rulebook) -> tuple[ClaimFound, ...]:
    """The claims, each with what the access could do towards it."""
    weighed = []
    for claim in facts.claims:
        row = _row(claim, facts, rulebook)
        weighed.append(claim.model_copy(update=_update(row, rulebook)) if row else claim)
    return tuple(weighed)
