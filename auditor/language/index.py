"""Find the patterns that could match a sentence without trying each: by what the sentence must hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from auditor.language.pattern import Pattern

T = TypeVar("T")


class PatternIndex(Generic[T]):
    """Items with patterns, looked up by the words and plain concepts of a sentence.

    Args:
        items: Patterns with what they stand for.
        keys: For each construction ``<name>``, the words and plain concepts of which a sentence must hold
            one for the construction to stand in it; None where nothing is known.
    """

    def __init__(
        self, items: Sequence[tuple[Pattern, T]], keys: Mapping[str, frozenset[str] | None] | None = None
    ) -> None:
        self._items = items
        self._always: list[int] = []
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        needs = [[_plain(needed, keys or {}) for needed in pattern.required] for pattern, _ in items]
        self._plain = [tuple(needed for needed in sets if needed is not None) for sets in needs]
        often = Counter(name for sets in needs for needed in sets if needed for name in needed)
        for number, sets in enumerate(needs):
            plain = [needed for needed in sets if needed is not None]
            if not plain:
                self._always.append(number)
                continue
            # The requirement that fewest other patterns share is the one that singles this pattern out.
            for name in min(plain, key=lambda needed: (sum(often[n] for n in needed), sorted(needed))):
                self._by_key[name].append(number)
        self._keys = frozenset(self._by_key)

    @property
    def keys(self) -> frozenset[str] | None:
        """What a sentence must hold one of for any pattern to match; None where one asks for nothing."""
        return None if self._always else self._keys

    def possible(self, present: AbstractSet[str]) -> Iterable[tuple[Pattern, T]]:
        """Items whose pattern could match where ``present`` are the words and concepts, in order."""
        numbers = set(self._always)
        for key in self._keys & present:
            numbers.update(self._by_key[key])
        return [
            self._items[number]
            for number in sorted(numbers)
            if not any(needed.isdisjoint(present) for needed in self._plain[number])
        ]


def _plain(needed: frozenset[str], keys: Mapping[str, frozenset[str] | None]) -> frozenset[str] | None:
    """Constructions replaced by what they need themselves."""
    plain: set[str] = set()
    for name in needed:
        if name not in keys:
            plain.add(name)
        elif (deeper := keys[name]) is None:
            return None
        else:
            plain |= deeper
    return frozenset(plain)
