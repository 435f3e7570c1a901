"""A sentence with everything that was found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING

from auditor.language.tokens import SentenceSpan, Token, is_clause_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language.layout import Line
    from auditor.language.lexicon import Mention

Finder = Callable[["Sentence"], None]
"""Looks for one construction in a sentence and adds what it finds."""


class Sentence:
    """Words, mentions of concepts, clause boundaries. Token numbers count from the sentence's start.

    Constructions are looked for when somebody asks for them: most sentences of most texts hold nothing
    that would make anybody ask.
    """

    __slots__ = (
        "_ends",
        "_finders",
        "_positions",
        "closing",
        "offset",
        "own_line",
        "present",
        "tokens",
        "waiting",
        "words",
    )

    def __init__(
        self,
        tokens: list[Token],
        span: SentenceSpan,
        mentions: Iterable[Mention],
        finders: Mapping[str, Finder] | None = None,
    ) -> None:
        self.tokens = tokens[span.start : span.end]
        self.words = [token.text for token in self.tokens]
        self.offset = span.start
        self.closing = span.closing
        self.own_line = span.own_line
        self._ends: defaultdict[str, dict[int, set[int]]] = defaultdict(dict)
        self._positions: dict[str, list[int]] | None = None
        self.present: set[str] = set(self.words)
        """Every word, and ``<name>`` of every concept that is known to be mentioned."""
        self._finders = finders or {}
        self.waiting: set[str] = {f"<{name}>" for name in self._finders}
        """``<name>`` of every construction that was not looked for yet."""
        for mention in mentions:
            self.add(mention.concept, mention.start - span.start, mention.end - span.start)

    @property
    def starts_at(self) -> int:
        """Where it begins in the text, in characters."""
        return self.tokens[0].start

    @property
    def ends_at(self) -> int:
        """Where it ends in the text, in characters, without the sign that closes it."""
        return self.tokens[-1].end

    def number_at(self, at: int) -> int:
        """The number of the token at a place of the text, or of the next one."""
        return bisect_right(self.tokens, at, key=attrgetter("end"))

    def add(self, concept: str, start: int, end: int) -> None:
        """Note that tokens ``start:end`` carry ``concept``."""
        self._ends[concept].setdefault(start, set()).add(end)
        self.present.add(f"<{concept}>")

    def look_for(self, key: str) -> None:
        """Look for the construction ``<name>`` now, if nobody has."""
        if key in self.waiting:
            self.waiting.discard(key)
            self._finders[key[1:-1]](self)

    def holds_any(self, needed: Iterable[str]) -> bool:
        """Whether any of the words and ``<name>`` of concepts stands in the sentence."""
        for key in needed:
            self.look_for(key)
            if key in self.present:
                return True
        return False

    def ends_of(self, concept: str, start: int) -> Collection[int]:
        """Where mentions of ``concept`` that begin at token ``start`` end."""
        self.look_for(f"<{concept}>")
        return self._ends[concept].get(start, ()) if concept in self._ends else ()

    def has(self, concept: str) -> bool:
        """Whether the concept is mentioned."""
        self.look_for(f"<{concept}>")
        return concept in self._ends

    @property
    def concepts(self) -> Collection[str]:
        """All concepts that are known to be mentioned."""
        return self._ends.keys()

    def spans(self, concept: str) -> list[tuple[int, int]]:
        """Longest mention at each start, in order."""
        self.look_for(f"<{concept}>")
        if concept not in self._ends:
            return []
        return sorted((start, max(ends)) for start, ends in self._ends[concept].items())

    def starts(self, begin: str) -> Iterable[int]:
        """Tokens at which ``<concept>`` or a word begins."""
        if begin[0] == "<" and len(begin) > 1:
            self.look_for(begin)
            concept = begin[1:-1]
            return list(self._ends[concept]) if concept in self._ends else ()
        if self._positions is None:
            self._positions = {}
            for index, word in enumerate(self.words):
                self._positions.setdefault(word, []).append(index)
        return self._positions.get(begin, ())

    def is_clause_end(self, position: int) -> bool:
        """Whether a clause ends before token ``position``."""
        return (
            position >= len(self.words)
            or is_clause_mark(self.words[position])
            or position in self._ends.get("conjunction", ())
        )


def within_line(sentences: Sequence[Sentence], line: Line) -> Sequence[Sentence]:
    """The sentences that begin in a line, of all of a text in order."""
    first = bisect_left(sentences, line.start, key=attrgetter("starts_at"))
    return sentences[first : bisect_left(sentences, line.end, key=attrgetter("starts_at"))]
