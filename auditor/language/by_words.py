"""What language a text is in by its most common words, by letters, by how its words end."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.language.grammar import Language

_STORES = "en"
"""What a name or a text without words is taken for: the language that stores fall back to."""
_SHARE = 0.1
"""Share of words that must be common words of a language. English prose has about 0.35, its lists 0.12."""
_SHARE_OF_TERMS = 0.4
_SHARE_BESIDE_TERMS = 0.03
"""Lists of features hold few common words; there the words that a language's rules know make up for them."""
_SHARE_OF_ENDINGS = 0.3
"""Share of the words that are long enough to have one."""
_CLEARLY_MORE = 2
"""Times as many as any other language has."""
_STEM = 2
"""Letters that a word must have before an ending for it to count."""
NAME = 3
"""So few words of Latin letters are a name; a name is read in whichever language is read."""
_SHORT = 12
"""In texts of fewer words one common word is enough, or half of them being known to its rules."""


class ByWords:
    """Knows the common words of all languages. Made once."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for code, language in languages.items():
            for word in language.common:
                owners[word].append(code)
        self._owners = dict(owners)
        read = [language for language in languages.values() if language.is_read]
        self.default = next((each for each in read if each.code == _STORES), next(iter(read), None))
        self._rank = {
            code: (each.is_read, each is self.default, -place)
            for place, (code, each) in enumerate(languages.items())
        }
        lettered = [language for language in languages.values() if language.letters]
        lettered.sort(key=lambda language: language.letters_share)
        ended: defaultdict[str, list[str]] = defaultdict(list)
        for code, language in languages.items():
            for ending in language.endings:
                ended[ending].append(code)
        self._ended = dict(ended)
        self._lengths = sorted(set(map(len, ended)))
        self._letters = [(re.compile(f"[{language.letters}]"), language) for language in lettered]

    def identify(self, words: Sequence[str], *, lenient: bool = False) -> Language | None:
        """The language of most of the text's common words, or None where no language has enough of them.

        Languages that texts are read in win a tie against those that are only recognised.

        Args:
            words: Of the whole text, folded, in order.
            lenient: Guess from few words: those of a text in disguise are hard to know.
        """
        languages = self._languages
        if not words:
            return self.default
        owners = self._owners
        hits = Counter(chain.from_iterable([owners[word] for word in words if word in owners]))
        best = languages[max(hits or languages, key=lambda code: (hits[code], *self._rank[code]))]
        if hits[best.code] and (len(words) < _SHORT or hits[best.code] / len(words) >= _SHARE):
            ended = self._by_endings(words, hits[best.code]) if len(words) < _SHORT else None
            return ended or best
        if len(words) <= NAME and all(word.isascii() for word in words):
            return self.default
        found = _by_terms(words, hits, languages) or self.by_letters(words) or self._by_endings(words)
        if found is None and lenient:
            return best if hits[best.code] else self.default
        return found

    def own(self, words: Sequence[str], language: Language) -> list[str]:
        """Those of the words that are common ones of a language."""
        return [word for word in words if language.code in self._owners.get(word, ())]

    def pattern(self, words: Sequence[str], language: Language) -> str:
        """A sign for each word: "+" for a common one of a language, "-" for any other."""
        return "".join(["+" if word in language.common else "-" for word in words])

    def share(self, words: Sequence[str], language: Language) -> float:
        """Share of common words of a language; 1 of no words."""
        return len(self.own(words, language)) / len(words) if words else 1.0

    def by_letters(self, words: Sequence[str]) -> Language | None:
        """The language whose letters the text is written in; the one that asks for fewest of them first."""
        text = "".join(words)
        for letters, language in self._letters:
            if len(letters.findall(text)) >= language.letters_share * len(text):
                return language
        return None

    def _by_endings(self, words: Sequence[str], least: int = 0) -> Language | None:
        """The language that alone has enough of the endings of the text's words, and more than ``least``."""
        found = [
            self._with_ending_of(word) for word in words if len(word) >= _STEM + min(self._lengths, default=0)
        ]
        counts = Counter(chain.from_iterable(found))
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        if most < max(_SHARE_OF_ENDINGS * len(found), least + 1) or most < _CLEARLY_MORE * next_most:
            return None
        return self._languages[first]

    def _with_ending_of(self, word: str) -> set[str]:
        """Codes of the languages one of whose endings a word has."""
        endings = [word[-length:] for length in self._lengths if len(word) >= length + _STEM]
        return {code for ending in endings for code in self._ended.get(ending, ())}


def _by_terms(
    words: Sequence[str], hits: Mapping[str, int], languages: Mapping[str, Language]
) -> Language | None:
    """The language whose rules know most of the words of a list or a title."""
    known = {code: sum(map(language.words.__contains__, words)) for code, language in languages.items()}
    for code in sorted(languages, key=lambda code: -known[code]):
        beside = hits[code] / len(words)
        if known[code] < _SHARE_OF_TERMS * len(words):
            return None
        if len(words) < _SHORT or beside >= _SHARE_BESIDE_TERMS:
            return languages[code]
    return None
