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
from auditor.language.tokens import Token, split_sentences, tokenise
from auditor.mailboxes import MAILBOX, unread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.language.second.pieces import Piece, Pieces
    from auditor.language.second.windows import Window


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces. ``sentences`` are spans in characters; ``disguised`` says what was undone."""

    pieces: list[Piece]
    windows: list[Window]
    sentences: list[tuple[int, int]]
    disguised: dict[tuple[int, int], str]


def cut(text: str, vocabulary: Pieces, undone: Mapping[tuple[int, int], str] | None = None) -> Cut:
    """Cut a text into sentences, pieces and windows, disguises undone to words of the vocabulary.

    Args:
        text: As it was found.
        vocabulary: The pieces.
        undone: Disguises that were undone already: spans with the words that they stand for.
    """
    text = MAILBOX.sub(lambda found: unread(found[0]), text) if "@" in text else text
    undone = {span: word for span, word in (undone or {}).items() if span[1] <= len(text)}
    tokens = _put_in(tokenise(fold(text)), undone) if undone else tokenise(fold(text))
    tokens, disguised = undisguise(tokens, text, vocabulary.words, vocabulary.words_in, guess=False)
    disguised |= undone
    together = {(start, end): syllable for start, end, syllable in syllables(text)}
    pieces = vocabulary.cut(prepare(text, together | disguised))
    spans = split_sentences(tokens, text)
    sentences = [(tokens[span.start].start, tokens[span.end - 1].end) for span in spans]
    return Cut(pieces, windows_of(pieces, sentences), sentences, disguised)


def _put_in(tokens: list[Token], undone: Mapping[tuple[int, int], str]) -> list[Token]:
    """The tokens with one for each disguise that was undone, without line breaks between two of them."""
    kept: list[Token] = []
    spans = sorted(undone.items())
    ends = {end for _, end in undone}
    starts = {start for start, _ in undone}
    for token in tokens:
        while spans and spans[0][0][1] <= token.start:
            spans.pop(0)
        (start, end), word = spans[0] if spans else ((token.end, token.end), "")
        if token.start == start:
            kept.append(Token(word, start, end, token.glued))
        elif not start <= token.start < end and not (token.start in ends and token.end in starts):
            kept.append(token)
    return kept
