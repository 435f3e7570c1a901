"""Tell which language a text is in, and whether parts of it are in another.

What common words take it for is doubted where a library that knows far more languages takes it for another.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from auditor.language.by_words import NAME, ByWords
from auditor.language.fold import fold
from auditor.language.foreign import Foreign, likeliest
from auditor.language.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.language.grammar import Language

PIECE: Final = re.compile(r"[^\n.!?。\uff01\uff1f]+[\n.!?。\uff01\uff1f]*")
"""Sentences and lines."""
_BEYOND_DOUBT: Final = 8
"""Different common words of English with which a text is English, and the share that they must be."""
_SHARE_BEYOND_DOUBT: Final = 0.2
_MANY: Final = 4
"""Different common words with which a text is in another language only where that is sure: chat is badly
spelled."""
_RATHER_UNREAD: Final = 0.5
"""Log odds for an unread language, against the one whose words a text has, with which it is that one.

Of 871 descriptions of free programs in about ninety unread languages, words alone took 358 for one that is
read; doubted like this, 18 are taken for English, many of them left untranslated, and 14 for another. Of
13,760 labelled texts that should be read, 56 are not; most of them are in disguise or in a dialect of Java.
"""
_AT_LEAST: Final = 0.2
"""Likelihood that an unread language needs to be one at all: of disguised words none is likely."""
_RATHER_ANOTHER: Final = 2.0
"""Log odds for another language that is read, where a text has hardly a common word."""
_SURELY: Final = 0.6
"""Likelihood of a language with which it is taken for a text in which no common word tells anything."""
_HARDLY: Final = 1e-9
_FEWEST_COMMON: Final = 2
"""Common words that tell something."""
_RATHER_THAN_TRANSCRIBED: Final = 0.4
"""Likelihood of an unread language with which a text with one common word is not Hindi in Latin letters."""
_CLEARLY_MORE: Final = 2
"""Times as many as any other language has."""
_STRANGE: Final = 0.15
"""Share of common words of a text's language under which a sentence of it may be in another."""
_STRANGE_WORDS: Final = 7
_STRANGE_ROW: Final = "-" * 5
"""So many words in a row that are no common ones: without these no sentence is looked at."""
_LIKELY_PART: Final = 0.6
"""Likelihood of the language of such sentences with which it is named.

So one in 1,965 honest descriptions is said to hold an unread language; of 412 texts a third of which is in
one, nine of ten.
"""


class Identifier:
    """Tells languages apart. Made once for all languages."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        self._words = ByWords(languages)
        self._foreign = Foreign({form: each.code for each in languages.values() for form in each.forms})

    def identify(self, words: Sequence[str], content: str, *, lenient: bool = False) -> Language | None:
        """The language of a text, or None where it can't be told; it may be one that is not read.

        Args:
            words: Of the whole text, folded, in order.
            content: The text as it was found.
            lenient: Guess from few words: those of a text in disguise are hard to know.
        """
        found = self._words.identify(words, lenient=lenient)
        if lenient or not words:
            return found
        if found is None or not found.is_read:
            return self._known_to_others(found, content)
        own = self._words.own(words, found)
        different = len(set(own))
        if found is self._words.default and (
            len(words) <= NAME
            or (different >= _BEYOND_DOUBT and len(own) >= _SHARE_BEYOND_DOUBT * len(words))
        ):
            return found
        if _is_transcribed(words, found):  # the library knows no such texts
            return found if different >= _FEWEST_COMMON or not self._is_unread(content) else None
        many = different >= _MANY and len(own) >= _SHARE_BEYOND_DOUBT * len(words)
        return self._doubted(found, content, few=different <= _FEWEST_COMMON, many=many)

    def _doubted(self, found: Language, content: str, *, few: bool, many: bool) -> Language | None:
        """What a text is after all that holds few or many common words of ``found``."""
        likely = self._foreign.likelihoods(content)
        best, most = likeliest(likely)
        if best == found.code or found.code not in likely:  # nobody else may know it
            return found
        odds = math.log((most + _HARDLY) / (likely[found.code] + _HARDLY))
        other = self._languages.get(best)
        if other is not None and other.is_read:
            return other if odds > _RATHER_ANOTHER and few else found
        if most < (_SURELY if many else _AT_LEAST) or odds <= _RATHER_UNREAD:
            return found
        return self._known(best) if most >= _SURELY else None

    def _is_unread(self, content: str) -> bool:
        best, most = likeliest(self._foreign.likelihoods(content))
        return most >= _RATHER_THAN_TRANSCRIBED and not self._known(best).is_read

    def _known_to_others(self, found: Language | None, content: str) -> Language | None:
        """What a text is of whose words no language that is read has enough."""
        best, most = likeliest(self._foreign.likelihoods(content))
        return self._known(best) if most >= _SURELY else found

    def _known(self, code: str) -> Language:
        return self._languages.get(code) or self._foreign.language(code)

    def other(self, words: Sequence[str], content: str, than: Language | None) -> Language | None:
        """The language of a part of a text, where it is read and clearly another one.

        Args:
            words: Of the part, folded, in order.
            content: The part as it was found.
            than: The language of most of the text; None where that can't be told.
        """
        found = self.identify(words, content)
        if found is None or found is than or not found.is_read or len(words) <= NAME:
            return None
        of_most = len(self._words.own(words, than)) if than else 0
        clearly = len(self._words.own(words, found)) >= max(_FEWEST_COMMON, _CLEARLY_MORE * of_most)
        return found if clearly or self._words.by_letters(words) is found else None

    def beside(self, words: Sequence[str], content: str, most: Language) -> Language | None:
        """The unread language of those sentences that hold hardly a common word of the text's language.

        Args:
            words: Of the whole text, folded, in order.
            content: The text as it was found.
            most: The language of most of it, which is read.
        """
        if _STRANGE_ROW not in self._words.pattern(words, most) or _is_transcribed(words, most):
            return None
        strange, count = [], 0
        for piece in PIECE.findall(content):
            those = words_of(fold(piece).text)
            if len(those) >= NAME and self._words.share(those, most) < _STRANGE:
                strange.append(piece)
                count += len(those)
        if count < _STRANGE_WORDS:
            return None
        best, sure = likeliest(self._foreign.likelihoods("".join(strange)))
        found = self._known(best) if sure >= _LIKELY_PART else None
        return found if found is not None and not found.is_read else None


def _is_transcribed(words: Sequence[str], language: Language) -> bool:
    """Whether words are in other letters than those of their language: Hindi in Latin ones."""
    return bool(language.letters) and not re.search(f"[{language.letters}]", " ".join(words))
