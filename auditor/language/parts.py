"""Parts of a text in other languages than most of it: each language's parts are read by themselves.

What stands among sentences of another language is neither seen by their grammar nor judged rightly beside
them: a promise in Spanish at the end of an English listing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from auditor.language.fold import fold
from auditor.language.identify import PIECE
from auditor.language.tokens import words

if TYPE_CHECKING:
    from auditor.language.grammar import Language
    from auditor.language.identify import Identifier

_MOST_LANGUAGES: Final = 4
"""Others that are read in one text: who writes in more wants to be found, or to cost time."""


def in_other_languages(content: str, language: Language | None, identifier: Identifier) -> list[str]:
    """The text once for each other language that parts of it are in, spaces in place of all else.

    Args:
        content: As it was found.
        language: That of most of it; None where it can't be told.
        identifier: Tells languages apart.
    """
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for piece in PIECE.finditer(content):
        other = identifier.other(words(fold(piece[0]).text), piece[0], language)
        if other is not None:
            spans[other.code].append(piece.span())
    return [_only(content, spans[code]) for code in list(spans)[:_MOST_LANGUAGES]]


def _only(content: str, spans: list[tuple[int, int]]) -> str:
    """The text with nothing left but some spans of it."""
    kept, past = [], 0
    for start, end in spans:
        kept += [" " * (start - past), content[start:end]]
        past = end
    return "".join([*kept, " " * (len(content) - past)])


_TURNED: Final = re.compile("\u202e([^\u202c\n]*)")
"""What stands after the sign that turns the direction of writing, as far as it reaches."""


def turned_round(content: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is seen where signs turn the direction of writing, and which parts were turned."""
    spans = [found.span(1) for found in _TURNED.finditer(content) if found[1].strip()]
    return _TURNED.sub(lambda found: "\u202e" + found[1][::-1], content), spans
