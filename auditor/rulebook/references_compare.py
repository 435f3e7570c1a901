"""Check what comparisons, sides and sayings name: other records, and turns of phrase that can be read."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

from auditor.rulebook.validation import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from auditor.errors import RuleError
    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place
    from auditor.rulebook.schema_compare import Aspect
    from auditor.rulebook.yaml_file import Key


def unknown_in_comparisons(book: Rulebook) -> Iterator[RuleError]:
    """Yield one error for each id that nothing has, and for each phrase that cannot be read."""
    for comparison in book.comparisons.values():
        place = book.place("comparisons", comparison.id)
        yield from _aspect(book, comparison.one, place.within("one"))
        yield from _aspect(book, comparison.other, place.within("other"))
        if comparison.ignore_as is not None:
            yield from _known(comparison.ignore_as, book.comparisons, "comparison", place, "ignore_as")
        if comparison.differ == "name":
            yield from _names(book, comparison.one, place.within("one"))
            yield from _names(book, comparison.other, place.within("other"))
    for side in book.sides.values():
        if side.titled is not None:
            place = book.place("sides", side.id)
            yield from _known(side.titled, book.sayings, "saying", place, "titled")
    yield from _phrases(book)


def _known(used: str, known: Collection[str], what: str, place: Place, *keys: Key) -> Iterator[RuleError]:
    if used not in known:
        yield place.fault(f"no {what} has the id '{used}'{did_you_mean(used, known)}", *keys)


def _aspect(book: Rulebook, aspect: Aspect, place: Place) -> Iterator[RuleError]:
    for index, side in enumerate(aspect.by):
        yield from _known(side, book.sides, "side", place, "by", index)
    if aspect.saying is not None:
        yield from _known(aspect.saying, book.sayings, "saying", place, "saying")
    if aspect.observation is not None:
        yield from _known(aspect.observation, book.observations, "observation", place, "observation")
    for index, seen in enumerate(aspect.shown_by):
        yield from _known(seen, book.observations, "observation", place, "shown_by", index)
    for index, given in enumerate(aspect.yields):
        yield from _known(given, book.capabilities, "capability", place, "yields", index)
    for index, pattern in enumerate(aspect.access):
        fits = re.compile(fnmatch.translate(pattern)).match
        if ":host:" not in pattern and not any(map(fits, book.access)):
            close = did_you_mean(pattern, book.access)
            yield place.fault(f"no access has an id that fits '{pattern}'{close}", "access", index)


def _names(book: Rulebook, aspect: Aspect, place: Place) -> Iterator[RuleError]:
    saying = None if aspect.saying is None else book.sayings.get(aspect.saying)
    if saying is not None and not saying.names:
        yield place.fault(f"the saying '{saying.id}' names nobody: it lacks 'names: true'", "saying")


def _phrases(book: Rulebook) -> Iterator[RuleError]:
    if not book.sayings:
        return
    from auditor.language.phrases import check_phrase  # noqa: PLC0415 -- that package imports this one

    for saying in book.sayings.values():
        for field in ("phrases", "unless"):
            place = book.place("sayings", saying.id).within(field)
            for language, phrases in getattr(saying, field).items():
                yield from _known(language, book.languages, "language", place, language)
                for index, phrase in enumerate(phrases):
                    try:
                        check_phrase(phrase)
                    except ValueError as error:
                        yield place.fault(str(error), language, index)
