"""Windows: every piece is read, no window is too long, and each begins where a sentence does."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from auditor.language.second.pieces import Piece
from auditor.language.second.windows import BEGIN, END, WINDOW, Window, windows_of

Cut = tuple[list[Piece], list[tuple[int, int]]]


def text_of(*lengths: int) -> Cut:
    """Sentences of so many pieces, each piece of one character."""
    ends = list(accumulate(lengths))
    pieces = [Piece(number + 10, number, number + 1) for number in range(sum(lengths))]
    return pieces, [(end - length, end) for end, length in zip(ends, lengths, strict=True)]


SENTENCES = st.lists(st.integers(1, WINDOW * 3), max_size=12).map(lambda lengths: text_of(*lengths))


@st.composite
def loose_texts(draw: st.DrawFn) -> Cut:
    """Pieces with gaps between them, and sentences that begin anywhere, in pieces and between them."""
    steps = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), max_size=3 * WINDOW))
    pieces, at = [], 0
    for number, (gap, length) in enumerate(steps):
        pieces.append(Piece(number, at + gap, at + gap + length))
        at += gap + length
    starts = sorted(draw(st.sets(st.integers(0, max(at, 1)), max_size=20)))
    return pieces, list(pairwise([*starts, at + 1]))


TEXTS = st.one_of(SENTENCES, loose_texts())


@given(TEXTS)
def test_windows_cover_every_piece(text: Cut) -> None:
    """The first begins with the text, the last ends with it, and none leaves a gap."""
    pieces, sentences = text

    windows = windows_of(pieces, sentences)

    assert {at for window in windows for at in range(window.first, window.past)} == set(range(len(pieces)))


@given(TEXTS)
def test_no_window_is_empty_or_too_long(text: Cut) -> None:
    """The encoder knows so many positions and no more."""
    assert all(0 < window.past - window.first <= WINDOW for window in windows_of(*text))


@given(TEXTS)
def test_windows_go_on(text: Cut) -> None:
    """Each begins and ends after the one before."""
    for before, after in pairwise(windows_of(*text)):
        assert before.first < after.first <= before.past < after.past


@given(TEXTS)
def test_each_window_begins_at_a_sentence_or_a_cut(text: Cut) -> None:
    """A cut is made only where no sentence has begun for as long as a window is."""
    pieces, sentences = text
    begun = {
        number
        for number, piece in enumerate(pieces)
        if any(piece.start <= start < piece.end for start, _ in sentences)
    }

    for window in windows_of(pieces, sentences):
        assert (
            window.first == 0
            or window.first in begun
            or begun.isdisjoint(range(max(1, window.first - WINDOW + 1), window.first))
        )


@given(SENTENCES)
def test_a_sentence_that_fits_is_whole_in_some_window(text: Cut) -> None:
    """No claim is torn that a window could hold."""
    pieces, sentences = text
    windows = windows_of(pieces, sentences)

    for start, end in sentences:
        if end - start <= WINDOW:
            assert any(window.first <= start and end <= window.past for window in windows)


def test_a_short_text_is_one_window() -> None:
    """Sentences are read together."""
    assert windows_of(*text_of(20, 40, 60)) == [Window(0, 120)]


def test_a_text_of_nothing_has_no_window() -> None:
    """There is nothing to read."""
    assert windows_of([], []) == []


def test_the_last_sentence_is_read_again_as_context() -> None:
    """What a sentence says can hang on the one before."""
    assert windows_of(*text_of(60, 50, 40)) == [Window(0, 110), Window(60, 150)]


def test_no_context_is_kept_where_it_does_not_fit() -> None:
    """A sentence of its own is more than half of one and nothing of the next."""
    assert windows_of(*text_of(60, 60, 100)) == [Window(0, 120), Window(120, 220)]


def test_an_overlong_sentence_is_cut() -> None:
    """The parts follow each other."""
    assert windows_of(*text_of(WINDOW * 2 + 5)) == [
        Window(0, WINDOW),
        Window(WINDOW, WINDOW * 2),
        Window(WINDOW * 2, WINDOW * 2 + 5),
    ]


def test_a_window_is_read_between_two_marks() -> None:
    """The encoder learned its texts so."""
    pieces, _ = text_of(5)

    assert Window(1, 3).numbers(pieces) == [BEGIN, 11, 12, END]
