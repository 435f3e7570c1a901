"""Check what parts name: claims, and concepts of the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.rulebook.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.errors import RuleError
    from auditor.rulebook.book import Rulebook


def unknown_in_parts(book: Rulebook) -> Iterator[RuleError]:
    """Yield one error for each claim that nothing has, and for each concept that no language has."""
    concepts = {name for group in book.languages.values() for raw in group for name in _concepts(raw.data)}
    for part in book.parts.values():
        place = book.place("parts", part.id)
        for index, used in enumerate(part.claims):
            if used not in book.claims:
                message = f"no claim has the id '{used}'{did_you_mean(used, book.claims)}"
                yield place.fault(message, "claims", index)
        for field in ("concepts", "beside", "unless"):
            for index, used in enumerate(getattr(part, field)):
                if used not in concepts:
                    message = f"no language has the concept '{used}'{did_you_mean(used, concepts)}"
                    yield place.fault(message, field, index)


def _concepts(data: dict[str, Any]) -> Iterator[str]:
    """The concepts and constructions of a language as it stands in its file, whatever is wrong with it."""
    for group in (data.get("concepts"), data.get("context")):
        yield from map(str, group if isinstance(group, dict) else ())
    yield from map(str, _names(data.get("constructions")))


def _names(constructions: Any) -> Iterable[Any]:
    made = constructions if isinstance(constructions, list) else ()
    return [construction.get("name") for construction in made if isinstance(construction, dict)]
