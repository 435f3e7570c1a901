"""All words of a language in one automaton: one pass over a text, however many terms there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from auditor.language.expand import expand
from auditor.language.fold import fold
from auditor.language.tokens import Token, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def term_words(term: str) -> list[str]:
    """The tokens of a term, folded as texts are."""
    if term.isascii() and term.isalpha():  # most terms are one plain word
        return [term.lower()]
    return [token.text for token in tokenise(fold(term)) if token.text != "-"]


class Mention(NamedTuple):
    """Tokens ``start`` to ``end`` (not included) name ``concept`` in ``language``."""

    concept: str
    language: str
    start: int
    end: int


@dataclass(slots=True)
class LexiconBuilder:
    """Collects terms; :meth:`build` makes the automaton."""

    meanings: defaultdict[str, set[tuple[str, str, bool]]] = field(default_factory=lambda: defaultdict(set))

    def add(self, language: str, concept: str, notations: Iterable[str]) -> None:
        """Add terms in brace notation to a concept of a language.

        Raises:
            ValueError: A notation can't be expanded, or a term is empty.
        """
        for notation in notations:
            for form in expand(notation):
                prefix = form.endswith("*")
                words = term_words(form.rstrip("*"))
                if not words:
                    raise ValueError(f"{notation!r} holds no word")
                self.meanings[" ".join(words)].add((concept, language, prefix))

    def build(self) -> Lexicon:
        """Compile."""
        terms = sorted(self.meanings)
        return Lexicon(terms, tuple(tuple(sorted(self.meanings[term])) for term in terms))


class Lexicon:
    """Finds every mention of every concept."""

    def __init__(self, terms: Sequence[str], meanings: tuple[tuple[tuple[str, str, bool], ...], ...]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(list(terms)) if terms else None
        self._meanings = meanings
        self._prefixes = tuple(any(prefix for _, _, prefix in meaning) for meaning in meanings)

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every mention, overlapping ones too, in order of their start. Hyphens are passed over."""
        if self._automaton is None:
            return []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        pieces: list[str] = []
        position = 0
        for index, token in enumerate(tokens):
            text = token.text
            if text == "-" or (text == "\n" and index > 0):
                continue
            starts[position] = index
            pieces.append(text)
            position += len(text) + 1
            ends[position - 1] = index + 1
        joined = " ".join(pieces)
        mentions = []
        for which, start, end in self._automaton.find_matches_as_indexes(joined, overlapping=True):
            first = starts.get(start)
            if first is None:
                continue
            past = ends.get(end)
            if past is None and self._prefixes[which]:
                space = joined.find(" ", end)
                tail = ends[len(joined) if space < 0 else space]
                mentions += [
                    Mention(c, lang, first, tail) for c, lang, prefix in self._meanings[which] if prefix
                ]
            elif past is not None:
                mentions += [Mention(c, lang, first, past) for c, lang, _ in self._meanings[which]]
        mentions.sort(key=lambda mention: (mention.start, mention.end, mention.concept))
        return mentions
