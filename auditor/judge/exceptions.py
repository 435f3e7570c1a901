"""Exceptions: findings that a reviewer set aside for one tool, with a reason and an end date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from auditor.messages import N_
from auditor.model import Finding, Identifier, Listing, Model, Sentence, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable


class ReviewedException(Model):
    """One finding of one tool, set aside. All fields are required."""

    rule: Identifier
    """Id of the rule whose finding is set aside."""
    tool: Identifier
    """The listing's id, name, package or address."""
    reason: Sentence
    """Why, in a sentence that the report shows."""
    reviewer: Sentence
    """Who decided it; the report names them."""
    expires: dt.date
    """The last day on which it holds."""

    def concerns(self, listing: Listing) -> bool:
        """Whether the listing is the tool that is meant."""
        return self.tool in (listing.id, listing.name, listing.package, listing.url)


def set_aside(
    findings: Iterable[Finding], listing: Listing, exceptions: Iterable[ReviewedException], on: dt.date | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[str, ...]]:
    """Part findings into those that count and those set aside.

    Args:
        findings: All findings of the listing.
        listing: The tool.
        exceptions: What reviewers wrote.
        on: The day for which exceptions must not have expired; without it none counts as expired.

    Returns:
        Findings that count, findings set aside, and one sentence for each expired exception that would
        have applied.
    """
    # Of several for one rule the one that holds longest counts, wherever it stands.
    ours = {item.rule: item for item in sorted(exceptions, key=_end) if item.concerns(listing)}
    counting, aside, expired = [], [], []
    for finding in findings:
        item = ours.get(finding.rule)
        if item is None:
            counting.append(finding)
        elif on is not None and item.expires < on:
            counting.append(finding)
            expired.append(
                N_(f"The exception for {item.rule} expired on {item.expires.isoformat()}: {item.reason}")
            )
        else:
            note = SetAside(reason=item.reason, reviewer=item.reviewer, expires=item.expires)
            aside.append(finding.model_copy(update={"set_aside": note}))
    return tuple(counting), tuple(aside), tuple(expired)


def _end(item: ReviewedException) -> dt.date:
    return item.expires
