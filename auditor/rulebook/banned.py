"""Words that published pages do without, by language: data of ``reports/words.yaml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from auditor.resources import folder
from auditor.rulebook.yaml_file import read_bytes
from auditor.rulebook.yaml_source import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = "words.yaml"
ENGLISH: Final = "en"
_QUOTED: Final = re.compile(
    '"[^"]*"|\u201c[^\u201d]*\u201d|\u201e[^\u201c\u201d]*[\u201c\u201d]|\u2018[^\u2019]*\u2019|\u201a[^\u2018]*\u2018'
    "|\u00ab[^\u00bb]*\u00bb|\u2039[^\u203a]*\u203a"
)
"""What stands in quotation marks, of all languages of reports."""


def banned_in(text: str, language: str = ENGLISH) -> Iterator[str]:
    """Yield the words of one text of our own that accuse or promise; what stands in quotation marks may.

    Args:
        text: In ``language``.
        language: One of those in the file; a text in any other has none.
    """
    pattern = _patterns().get(language)
    if pattern is not None:
        yield from (found[0] for found in pattern.finditer(_QUOTED.sub(" ", text)))


def languages() -> frozenset[str]:
    """Return the languages that there are words for."""
    return frozenset(_patterns())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    path = folder("reports") / FILE
    return {
        str(language): re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, words))})(?!\w)", re.IGNORECASE)
        for language, words in _data(parse_yaml(read_bytes(path, str(path)), str(path)).data).items()
    }


def _data(found: Any) -> dict[str, list[str]]:
    return found if isinstance(found, dict) else {}


def _pattern(word: str) -> str:
    bare = r"\s+".join(re.escape(part) for part in str(word).replace("*", "\0").split())
    return bare.replace("\0", r"\w*")
