"""From a text to the windows that the encoder reads: the same way in training and in audits.

Whose mailbox stands in a text changes no reading: published evidence, in which it is veiled, reads the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.language.disguise import undisguise
from auditor.language.fold import fold
from auditor.language.jamo import syllables
from auditor.language.second.prepare import prepare
from auditor.language.second.windows import windows_of
from auditor.language.tokens import split_sentences, tokenise
from auditor.mailboxes import MAILBOX, unread

if TYPE_CHECKING:
    from auditor.language.second.pieces import Piece, Pieces
    from auditor.language.second.windows import Window


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces. ``sentences`` are spans in characters; ``disguised`` says what was undone."""

    pieces: list[Piece]
    windows: list[Window]
    sentences: list[tuple[int, int]]
    disguised: dict[tuple[int, int], str]


def cut(text: str, vocabulary: Pieces) -> Cut:
    """Cut a text into sentences, pieces and windows, disguises undone to words of the vocabulary."""
    text = MAILBOX.sub(lambda found: unread(found[0]), text) if "@" in text else text
    tokens, disguised = undisguise(tokenise(fold(text)), vocabulary.words)
    together = {(start, end): syllable for start, end, syllable in syllables(text)}
    pieces = vocabulary.cut(prepare(text, together | disguised))
    spans = split_sentences(tokens, text)
    sentences = [(tokens[span.start].start, tokens[span.end - 1].end) for span in spans]
    return Cut(pieces, windows_of(pieces, sentences), sentences, disguised)
