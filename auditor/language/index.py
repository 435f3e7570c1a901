"""Find the patterns that could match a sentence without trying each: by what the sentence must hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

from auditor.language.pattern import Pattern

T = TypeVar("T")


class PatternIndex(Generic[T]):
    """Items with patterns, looked up by the words and concepts of a sentence."""

    def __init__(self, items: Sequence[tuple[Pattern, T]]) -> None:
        self._items = items
        self._always: list[int] = []
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        often = Counter(
            name for pattern, _ in items for needed in pattern.required for name in needed
        )
        for number, (pattern, _) in enumerate(items):
            if not pattern.required:
                self._always.append(number)
                continue
            # The requirement that fewest other patterns share is the one that singles this pattern out.
            key = min(pattern.required, key=lambda needed: (sum(often[name] for name in needed), sorted(needed)))
            for name in key:
                self._by_key[name].append(number)
        self._keys = frozenset(self._by_key)

    def possible(self, present: AbstractSet[str]) -> Iterable[tuple[Pattern, T]]:
        """Items whose pattern could match where ``present`` are the words and concepts, in order."""
        numbers = set(self._always)
        for key in self._keys & present:
            numbers.update(self._by_key[key])
        return [self._items[number] for number in sorted(numbers)]

    def could_match(self, present: AbstractSet[str]) -> bool:
        """Whether any pattern could."""
        return bool(self._always) or not self._keys.isdisjoint(present)
