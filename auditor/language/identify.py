"""Tell which language a text is written in, by its most common words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.language.grammar import Language
    from auditor.language.tokens import Token

_SHARE = 0.1
"""Share of words that must be common words of a language. English prose has about 0.35, its lists 0.12."""
_SHARE_OF_TERMS = 0.4
_SHARE_BESIDE_TERMS = 0.03
"""Lists of features hold few common words; there the words that a language's rules know make up for them."""
_NAME = 3
"""So few words of Latin letters are a name; a name is read in whichever language is read."""
_SHORT = 12
"""In texts of fewer words one common word is enough, or half of them being known to its rules."""


class Identifier:
    """Tells languages apart. Made once for all languages."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        self._owners: defaultdict[str, list[str]] = defaultdict(list)
        for code, language in languages.items():
            for word in language.common:
                self._owners[word].append(code)

    def identify(self, tokens: Sequence[Token]) -> Language | None:
        """The language of most of the text's common words, or None where no language has enough of them.

        Languages that texts are read in win a tie against those that are only recognised.
        """
        words = [token.text for token in tokens if token.is_word and not token.text[0].isdigit()]
        languages = self._languages
        if not words:
            return next((language for language in languages.values() if language.is_read), None)
        hits = Counter(code for word in words if word in self._owners for code in self._owners[word])
        best = max(languages.values(), key=lambda language: (hits[language.code], language.is_read))
        if hits[best.code] and (len(words) < _SHORT or hits[best.code] / len(words) >= _SHARE):
            return best
        if len(words) <= _NAME and all(word.isascii() for word in words):
            return next((language for language in languages.values() if language.is_read), None)
        return _by_terms(words, hits, languages)


def _by_terms(
    words: Sequence[str], hits: Mapping[str, int], languages: Mapping[str, Language]
) -> Language | None:
    """The language whose rules know most of the words of a list or a title."""
    for language in languages.values():
        known = sum(word in language.words for word in words) / len(words)
        beside = hits[language.code] / len(words)
        if known >= _SHARE_OF_TERMS and (len(words) < _SHORT or beside >= _SHARE_BESIDE_TERMS):
            return language
    return None
