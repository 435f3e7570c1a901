"""Checks on what hangs on the capability matrix: rules on claims must follow its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Deliverable
from auditor.rulebook.conditions import parts
from auditor.rulebook.schema_matrix import Answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema import ClaimRule

    Found = Iterator[tuple[Place, str]]


def unguarded_claims(book: Rulebook, _on: dt.date) -> Found:
    """A fault found with a claim that a cell could make possible must end with it."""
    for finding in book.findings.values():
        named = {
            part.condition.claim: part.condition.deliverable
            for part in parts(finding.when)
            if part.condition.claim is not None and not part.negated
        }
        for claim_id, wanted in named.items():
            claim = book.claims[claim_id]
            if claim.needs is not None and wanted is None:
                mend = f"add 'deliverable: {claim.otherwise.value}' beside the claim"
                message = f"'{finding.id}' fires on '{claim_id}' whatever the matrix says: {mend}"
                yield book.place("findings", finding.id).within("when"), message


def claims_without_finding(book: Rulebook, _on: dt.date) -> Found:
    """A claim that no finding looks at is read for nothing."""
    plain = [
        part.condition
        for finding in book.findings.values()
        for part in parts(finding.when)
        if not part.negated
    ]
    named = {(condition.claim, condition.deliverable) for condition in plain}
    kinds = {condition.claim_is for condition in plain}
    for claim in book.claims.values():
        looked_at = (claim.id, None) in named or (claim.id, claim.otherwise) in named
        if not looked_at and claim.otherwise not in kinds:
            message = f"no finding looks at the claim '{claim.id}' while it is {claim.otherwise.value}"
            yield book.place("claims", claim.id), message


def claims_without_means(book: Rulebook, _on: dt.date) -> Found:
    """The table of claims against means has a row for whatever is asked for, and each state of the cells."""
    covered = {
        (claim, row.deliverable)
        for row in book.means.values()
        if row.when is None and row.access_known is None
        for claim in row.claims
    }
    for claim in book.claims.values():
        lacking = [
            state.value
            for state in _states(claim)
            if (claim.id, None) not in covered and (claim.id, state) not in covered
        ]
        if lacking:
            yield (
                book.place("claims", claim.id),
                f"'{claim.id}' has no row in 'means' that always fits while it is {' or '.join(lacking)}",
            )


def unknown_cells(book: Rulebook, _on: dt.date) -> Found:
    """Of what is not known, nobody can be accused: a claim with such a cell counts as possible."""
    third_parties = [surface.id for surface in book.surfaces.values() if surface.third_party]
    for row_id in sorted({claim.needs for claim in book.claims.values() if claim.needs is not None}):
        row, place = book.capabilities[row_id], book.place("capabilities", row_id)
        missing = sorted(set(third_parties) - {cell.surface for cell in row.cells})
        if missing:
            message = f"'{row_id}' has no cell for {', '.join(missing)}"
            yield place, f"{message}: claims that need it count as possible"
        for index, cell in enumerate(row.cells):
            if cell.answer is Answer.DISPUTED and cell.surface in third_parties:
                yield (
                    place.within("cells", index),
                    f"what {cell.surface} gives is disputed: claims that need '{row_id}' count as possible",
                )


def untitled_checks(book: Rulebook, _on: dt.date) -> Found:
    """A check that an observation belongs to has a name for the reader."""
    for observation in book.observations.values():
        if observation.check not in book.checks:
            yield (
                book.place("observations", observation.id).within("check"),
                f"'checks' has no title for '{observation.check}'",
            )


def _states(claim: ClaimRule) -> Iterator[Deliverable]:
    yield claim.otherwise
    if claim.needs is not None:
        yield Deliverable.POSSIBLE
