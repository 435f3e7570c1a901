"""What one source says in the fields of a listing, as statements that can be held against those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.model.listing import RETURN_LABEL, Listing, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS: Final = ("name", "package", "publisher", "publisher_url", "url", "privacy_policy", "version")
"""Fields of a listing of which each source may say something else."""


def statements_of(listing: Listing, source: int = 0) -> Iterator[Statement]:
    """Yield what ``listing`` says.

    Args:
        listing: Of one source, or joined from several; then it carries their statements.
        source: The index of its source, where it is one.
    """
    if listing.statements:
        yield from listing.statements
        return
    for field in FIELDS:
        value = getattr(listing, field)
        if value:
            yield Statement(field=field, value=value, source=source)
    for link in listing.links:
        if link.label == RETURN_LABEL:
            yield Statement(field="redirect", value=link.url, source=source)
    if listing.access_known:
        yield Statement(field="access-known", value="yes", source=source)
