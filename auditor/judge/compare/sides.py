"""On which side each source stands: a store, a package, the tool's own site, its privacy policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.language.phrases import CutText, Phrases
from auditor.model import TextKind
from auditor.owners import without_dress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Listing, Statement
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_compare import Side

_HEADING: Final = 200
"""Characters at the beginning of a text in which its title is looked for."""


def sides_of(listing: Listing, statements: Sequence[Statement], rulebook: Rulebook) -> tuple[str, ...]:
    """Return the id of the side of each source, in their order; "" for a source on none.

    A listing without sources counts as read from one of its own kind.
    """
    kinds = [source.kind for source in listing.sources] or [listing.kind]
    return tuple(_side(number, kind, listing, statements, rulebook) for number, kind in enumerate(kinds))


def _side(
    number: int, kind: str, listing: Listing, statements: Sequence[Statement], rulebook: Rulebook
) -> str:
    for side in rulebook.sides.values():
        sure = not side.is_policy or kind == side.sure
        if kind in (*side.kinds, side.sure) and (
            sure or _is_linked(number, listing, statements) or _is_titled(side, number, listing, rulebook)
        ):
            return side.id
    return ""


def _is_linked(number: int, listing: Listing, statements: Sequence[Statement]) -> bool:
    """Whether another source links this one as the tool's privacy policy."""
    own = {without_dress(s.value) for s in statements if s.field == "url" and s.source == number}
    if number < len(listing.sources):
        own.add(without_dress(listing.sources[number].url or ""))
    linked = (s.value for s in statements if s.field == "privacy_policy" and s.source != number)
    return any(without_dress(address) in own - {""} for address in linked)


def _is_titled(side: Side, number: int, listing: Listing, rulebook: Rulebook) -> bool:
    if side.titled is None:
        return False
    texts = [text for text in listing.texts if text.source == number]
    titles = [text for text in texts if text.kind is TextKind.TITLE] or texts[:1]
    phrases = Phrases(rulebook.sayings[side.titled])
    return any(next(phrases.among(CutText(text.content[:_HEADING])), None) is not None for text in titles)
