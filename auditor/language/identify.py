"""Tell which language a text is written in, by its most common words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.language.grammar import Language
    from auditor.language.tokens import Token

_SHARE = 0.12
"""Share of words that must be common words of a language. English prose has about 0.4, its lists 0.15."""
_SHORT = 12
"""In texts of fewer words one common word is enough, and none is no proof of another language."""


def identify(tokens: Sequence[Token], languages: Mapping[str, Language]) -> Language | None:
    """The language whose common words are most frequent, or None where none is frequent enough."""
    words = [token.text for token in tokens if token.is_word]
    if not words:
        return next(iter(languages.values()), None)
    best: Language | None = None
    most = 0
    for language in languages.values():
        hits = sum(word in language.common for word in words)
        if hits > most:
            best, most = language, hits
    if best is None:
        short_latin = len(words) < _SHORT and all(word.isascii() for word in words)
        return languages.get("en") if short_latin else None
    if len(words) < _SHORT or most / len(words) >= _SHARE:
        return best
    return None
