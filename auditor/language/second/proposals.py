"""From a text to proposals: which words state a claim, and how sure the second reader is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from threadpoolctl import ThreadpoolController

from auditor.language.fold import fold
from auditor.language.second.cutting import cut
from auditor.language.second.peak import peak
from auditor.language.second.sieve import OF_PART
from auditor.language.second.windows import BEGIN
from auditor.language.spans import whole_words
from auditor.limits import MAX_CLOSELY_READ_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from auditor.language.gate import Gate
    from auditor.language.second.cutting import Cut
    from auditor.language.second.glance import Glance
    from auditor.language.second.network import Blocks, Network, Read
    from auditor.language.second.pieces import Piece, Pieces
    from auditor.language.second.sieve import Sieve
    from auditor.language.second.weights import Card
    from auditor.language.second.windows import Window

_BATCH_PIECES = 2_000
"""Pieces that are read at once: more only costs memory."""
_BELOW_HIGHEST = 3.0
"""Log odds by which a piece may be less sure than the surest and still belong to the quote."""
_BRIDGED = 4
"""Doubtful pieces that a quote reaches over."""
_OUT_OF_CONTEXT = 1.0
"""Log odds that a sentence loses where it is read without its context."""
_MOST_REGAINED = 3.0
"""Log odds that it can gain by that: what its context makes very doubtful never becomes certain."""
_BLANK = " \t\u00a0"
_MOST_LINES = 4
"""Lines before and after that a quote can reach over."""
_FLOOR = -4.0
"""Log odds under which nobody asks for a proposal."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Characters ``start`` to ``end`` of a text state ``claim``."""

    claim: str
    """Id of the claim, or of the purpose."""
    start: int
    end: int
    odds: float
    """Log odds that the claim is stated; 0 is even."""
    plain: float
    """Log odds that it is in so many words."""
    top: int = -1
    """Where the surest piece begins."""
    reach: tuple[int, int] = (0, 0)
    """Where the quote would begin and end if line breaks parted no sentences."""
    regained: float = 0.0
    """Log odds that its sentence has by itself beyond what it has where it stands."""
    peak: tuple[int, int] | None = None
    """One to three whole words around the surest piece."""

    @property
    def in_place(self) -> float:
        """Log odds where it stands, with all that stands around it."""
        return self.odds - self.regained


class SecondReader:
    """Reads with one set of weights. Safe to share."""

    def __init__(
        self,
        network: Network,
        pieces: Pieces,
        card: Card,
        sieve: Sieve | None = None,
        glance: Glance | None = None,
    ) -> None:
        self.card = card
        self.pieces = pieces
        self.sieve = sieve
        self._glance = glance
        self.network = network
        self._threads = ThreadpoolController()

    @property
    def vectors(self) -> Blocks:
        """The encoder's vectors of pieces."""
        return self.network.words

    def read(
        self,
        text: str,
        gate: Gate,
        *,
        closely: bool = False,
        undone: Mapping[tuple[int, int], str] | None = None,
    ) -> dict[str, Proposal]:
        """The best proposal for each claim that is not far-fetched.

        Args:
            text: As it was found; only its beginning is read where it is very long.
            gate: Of a text of several windows, only those that pass are read.
            closely: Whether these are read to the end, whatever they look like at a glance.
            undone: Disguises that were undone: spans with the words that they stand for.
        """
        glance = None if closely else self._glance
        return self._best(text[:MAX_CLOSELY_READ_CHARACTERS], gate, glance=glance, undone=undone)

    def purposes(self, text: str, wanted: Collection[str], least: float | None = None) -> dict[str, Proposal]:
        """The purposes among ``wanted`` that a text states, each with the words that do so most surely.

        Args:
            text: As it was found.
            wanted: Ids of purposes.
            least: Log odds from which one counts; by default those under which none counts in any language.
        """
        outputs = {
            len(self.card.claims) + number: purpose
            for number, purpose in enumerate(self.card.purposes)
            if purpose in wanted
        }
        found = self._best(text[:MAX_CLOSELY_READ_CHARACTERS], None, outputs) if outputs else {}
        lowest = self.card.lowest
        return {p: each for p, each in found.items() if each.odds >= (lowest(p) if least is None else least)}

    def states_claim(self, text: str) -> bool:
        """Whether a sentence states any claim, taken by itself."""
        return any(p.odds >= self.card.likely[claim] for claim, p in self._best(text, None).items())

    def _best(
        self,
        text: str,
        gate: Gate | None,
        outputs: Mapping[int, str] | None = None,
        glance: Glance | None = None,
        undone: Mapping[tuple[int, int], str] | None = None,
    ) -> dict[str, Proposal]:
        parts = cut(text, self.pieces, undone)
        windows = parts.windows
        if gate and len(windows) > 1:
            windows = _worth_reading(text, parts, gate, self.sieve)
        outputs = dict(enumerate(self.card.claims)) if outputs is None else outputs
        best: dict[str, Proposal] = {}
        for window, read in self._read(parts.pieces, windows, glance):
            for number, claim in outputs.items():
                odds = float(read.text[number])
                if odds > _FLOOR and (claim not in best or odds > best[claim].odds):
                    quote = _quote(text, parts, window, read.pieces[:, number])
                    if quote:
                        plain = float(read.plain[number])
                        best[claim] = Proposal(
                            claim, *quote.span, odds, plain, quote.top, quote.reach, peak=quote.peak
                        )
        return best

    def with_sentence(
        self, proposals: Mapping[str, Proposal], claim: str, text: str, start: int, end: int
    ) -> dict[str, Proposal]:
        """Proposals, one of them as sure as its sentence is by itself, less a little.

        What stands around a plain claim (honest lines, a disclaimer) makes the second reader doubt it; where
        the grammar has seen that nobody denies or reports it, the sentence counts, for a likely claim.
        """
        found = dict(proposals)
        if start > 0 or end < len(text):
            alone = self._best(text[start:end], None).get(claim)
            known = found[claim].odds if claim in found else _FLOOR
            odds = min(alone.odds - _OUT_OF_CONTEXT, known + _MOST_REGAINED) if alone else _FLOOR
            if alone and odds > known:
                found[claim] = replace(
                    alone,
                    start=start + alone.start,
                    end=start + alone.end,
                    odds=odds,
                    top=start + alone.top,
                    reach=_moved(alone.reach, start),
                    peak=alone.peak and _moved(alone.peak, start),
                    regained=odds - known,
                )
        return found

    def _read(
        self, pieces: Sequence[Piece], windows: Sequence[Window], glance: Glance | None
    ) -> Iterator[tuple[Window, Read]]:
        # One thread: windows are small, and threads that wait for one another cost more than they bring.
        for group in _groups(windows):
            with self._threads.limit(limits=1, user_api="blas"):
                found = self.network.read([window.numbers(pieces) for window in group], glance)
            yield from ((group[row], read) for row, read in found.items())


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _groups(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows that are read at once."""
    group: list[Window] = []
    for window in windows:
        group.append(window)
        if sum(each.past - each.first for each in group) >= _BATCH_PIECES:
            yield group
            group = []
    if group:
        yield group


def _worth_reading(text: str, parts: Cut, gate: Gate, sieve: Sieve | None) -> list[Window]:
    """The windows that pass by themselves."""
    worth = []
    for window in parts.windows:
        folded = fold(_words(text, parts, window)).text
        passes = sieve.passes(folded, OF_PART) if sieve else gate.passes_strictly(folded)
        if passes or gate.is_odd(folded):
            worth.append(window)
    return worth


def _words(text: str, parts: Cut, window: Window) -> str:
    """The part of the text that a window covers."""
    return text[parts.pieces[window.first].start : parts.pieces[window.past - 1].end]


class _Quote(NamedTuple):
    """Places of a quote; see :class:`Proposal`."""

    span: tuple[int, int]
    top: int
    reach: tuple[int, int]
    peak: tuple[int, int]


def _quote(text: str, parts: Cut, window: Window, odds: NDArray[np.float32]) -> _Quote | None:
    """The stretch around the surest piece whose pieces are nearly as sure, in its sentence.

    None where no piece of the window stands in a sentence.
    """
    pieces = parts.pieces[window.first : window.past]
    inside = odds[BEGIN + 1 : len(odds) - 1]
    surest_first: list[int] = (-inside).argsort(kind="stable").tolist()
    placed = ((at, _sentence(text, parts, pieces[at])) for at in surest_first)
    found = next(((at, number) for at, number in placed if number is not None), None)
    if found is None:
        return None
    top, number = found
    first, last = _over_lines(text, parts, number)
    low, high = parts.sentences[number]
    one = _stretch(text, pieces, inside, top, (low, high))
    over = _stretch(text, pieces, inside, top, (parts.sentences[first][0], parts.sentences[last][1]))
    if one[0] >= one[1]:
        return None
    return _Quote(one, pieces[top].start, over, peak(text, pieces, inside, top, one))


def _stretch(
    text: str, pieces: Sequence[Piece], odds: NDArray[np.float32], top: int, limits: tuple[int, int]
) -> tuple[int, int]:
    """From the surest piece as far as pieces are nearly as sure, within limits, in whole words."""
    low, high = limits
    least = max(float(odds[top]) - _BELOW_HIGHEST, _FLOOR)

    def reach(step: int) -> int:
        edge = at = top
        while abs(at - edge) <= _BRIDGED and 0 <= at + step < len(pieces):
            at += step
            if pieces[at].end <= low or pieces[at].start >= high:
                break
            if odds[at] >= least:
                edge = at
        return edge

    start, end = max(low, pieces[reach(-1)].start), min(high, pieces[reach(1)].end)
    quote = text[start:end]
    return whole_words(text, end - len(quote.lstrip()), start + len(quote.rstrip()))


def _sentence(text: str, parts: Cut, piece: Piece) -> int | None:
    """The number of the sentence that a piece stands in; None for white space and what parts sentences."""
    if not text[piece.start : piece.end].strip():
        return None
    spans = enumerate(parts.sentences)
    return next((number for number, (s, e) in spans if s < piece.end and piece.start < e), None)


def _over_lines(text: str, parts: Cut, number: int) -> tuple[int, int]:
    """The first and the last of a few sentences around one that only single line breaks part from it."""
    spans = parts.sentences

    def reach(step: int) -> int:
        at = number
        while 0 <= at + step < len(spans) and abs(at - number) < _MOST_LINES:
            (_, end), (start, _) = sorted((spans[at], spans[at + step]))
            if text[end:start].strip(_BLANK) != "\n":
                break
            at += step
        return at

    return reach(-1), reach(1)
