"""What py3langid takes a text for: it knows 139 languages, most of which no rule of ours reads.

Words of our own tell the languages that are read; this tells when a text is in none of them.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale

from auditor.language.characters import DRAWN, is_unseen
from auditor.language.grammar import Language
from auditor.language.schema import LanguageRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from py3langid.langid import LanguageIdentifier

_SAMPLE: Final = 200
"""Characters of each of the three places of a long text that are looked at."""
_NO_LANGUAGE: Final = "zxx"


class Foreign:
    """Asks py3langid. Its model is loaded when it is first asked.

    Args:
        forms: Codes under which it knows forms of a language, by the code under which we read them.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._forms = dict(forms)

    def likelihoods(self, content: str) -> dict[str, float]:
        """How likely each language is, by its code; all together at most 1."""
        likely: dict[str, float] = {}
        for code, share in _ranked(_plain(_sample(content))):
            if code != _NO_LANGUAGE:
                known = self._forms.get(code, code)
                likely[known] = likely.get(known, 0.0) + share
        return likely

    @staticmethod
    def language(code: str) -> Language:
        """A language of which nothing is known but its English name, if it has one."""
        name = str(Locale("en").languages.get(code, code))
        return Language(code, (LanguageRule(code=code, name=name),), ())


def likeliest(likelihoods: Mapping[str, float]) -> tuple[str, float]:
    """The code of the likeliest language, and how likely it is."""
    return max(likelihoods.items(), key=lambda each: each[1], default=("", 0.0))


def _sample(content: str) -> str:
    """The text, or of a long one its beginning, middle and end."""
    if len(content) <= 3 * _SAMPLE:
        return content
    middle = len(content) // 2
    return "\n".join((content[:_SAMPLE], content[middle : middle + _SAMPLE], content[-_SAMPLE:]))


def _plain(text: str) -> str:
    """Letters as they are usually written and nothing unseen: the model learned from such texts."""
    drawn = "".join(DRAWN.get(each, each) for each in text if not is_unseen(each))
    return unicodedata.normalize("NFKC", drawn)


@lru_cache(maxsize=256)
def _ranked(sample: str) -> tuple[tuple[str, float], ...]:
    return tuple(_library().rank(sample))


@cache
def _library() -> LanguageIdentifier:
    """Loading takes half a second, so it waits until a text needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
