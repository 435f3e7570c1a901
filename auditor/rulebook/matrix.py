"""What the capability matrix says of a claim: can anybody keep it today? Worked out once for each rulebook.

A claim names the row that it needs. An ordinary third-party app is given the datum where a cell says ``yes``
or ``limited``, and in a row about the user's own data or account also where it says ``own-data-only``. A
number (``count-only``), somebody else's export, what only approved researchers get, and what stays inside
the platform's own app (a surface that is not for third parties) keep no such promise. A cell that is missing
or ``disputed`` is not known: nobody is then accused of promising the impossible, and the audit says what is
not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Deliverable
from auditor.rulebook.schema_matrix import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.rulebook.schema import ClaimRule
    from auditor.rulebook.schema_matrix import Capability, Surface

_GIVES = (Answer.YES, Answer.LIMITED)
_OWN = ("self", "account")


class Gift(NamedTuple):
    """Who gives one datum to an ordinary third-party app: titles of surfaces, in the order of their ids."""

    by: tuple[str, ...]
    unknown: tuple[str, ...]
    """Of which it is disputed or not known whether they give it."""


class Deliverability(NamedTuple):
    """Whether a claim can be kept, and what that rests on."""

    verdict: Deliverable
    given_by: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    """Surfaces that may give what the claim needs, where none is known to: then it counts as possible."""


def gift_of(row: Capability, surfaces: Mapping[str, Surface]) -> Gift:
    """Return which surfaces give the datum of ``row`` to third parties, and of which that is not known."""
    by, unknown = [], []
    for surface in surfaces.values():
        answers = {cell.answer for cell in row.cells if cell.surface == surface.id}
        if not surface.third_party:
            continue
        if any(_gives(answer, row) for answer in answers):
            by.append(surface.title)
        elif not answers or Answer.DISPUTED in answers:
            unknown.append(surface.title)
    return Gift(tuple(by), tuple(unknown))


def _gives(answer: Answer, row: Capability) -> bool:
    return answer in _GIVES or (answer is Answer.OWN_DATA_ONLY and row.about in _OWN)


def deliverability(
    claim: ClaimRule, capabilities: Mapping[str, Capability], surfaces: Mapping[str, Surface]
) -> Deliverability:
    """Return what ``claim`` counts as, by its row of the matrix; a claim without a row, by its own word."""
    if claim.needs is None:
        return Deliverability(claim.otherwise)
    gift = gift_of(capabilities[claim.needs], surfaces)
    if gift.by:
        return Deliverability(Deliverable.POSSIBLE, given_by=gift.by)
    if gift.unknown:
        return Deliverability(Deliverable.POSSIBLE, not_known=gift.unknown)
    return Deliverability(claim.otherwise)
