"""What was measured, as tables of at most 110 columns: shares with their 95 % Wilson intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.accuracy.counts import SAVERS, Counts, Measured, Tally, wilson
from tests.accuracy.floors import ENGLISH

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator


def share(hits: int, of: int) -> str:
    """A share and its interval, or a dash where there is nothing to take a share of."""
    low, high = wilson(hits, of)
    return f"{hits / of:.0%} ({100 * low:.0f} to {100 * high:.0f})" if of else "–"


def _precision(counts: Counts) -> str:
    return share(counts.right, counts.right + counts.wrong)


def _recall(counts: Counts) -> str:
    return share(counts.right, counts.right + counts.missed)


def _certain(counts: Counts) -> str:
    return share(counts.certain_right, counts.certain_right + counts.certain_wrong)


def _row(name: str, of: object, *cells: str) -> str:
    return f"{name:28}{of:>6}{''.join(f'{cell:>18}' for cell in cells)}"


def _claim(name: str, counts: Counts) -> str:
    return _row(name, counts.right + counts.missed, _precision(counts), _recall(counts), _certain(counts))


def claims(measured: Measured) -> Iterator[str]:
    """Lines by claim, for English and the other languages."""
    for title, languages in {
        "English": ENGLISH,
        "other languages": set(measured.languages) - ENGLISH,
    }.items():
        yield _row(title, "stated", "precision", "recall", "of certain")
        for claim in measured.claims:
            yield _claim(claim, measured.counts(claim, languages))
        yield _claim("all claims", measured.counts(languages=languages))
        yield f"macro F1 of the other claims: {measured.macro_f1(languages):.3f}\n"
    yield f"macro F1 of the other claims, all languages: {measured.macro_f1():.3f}\n"


def languages(measured: Measured) -> Iterator[str]:
    """Lines by language, first for savers and then for all claims together."""
    for title, claim in {"savers in": SAVERS, "all claims in": None}.items():
        yield _row(title, "stated", "precision", "recall", "of certain")
        for one in measured.languages:
            yield _claim(one, measured.counts(claim, {one}))
        yield ""


def kinds(measured: Measured) -> Iterator[str]:
    """Lines by kind of text; and how many texts of a kind claim nothing and are read as claiming."""
    yield f"{'':20}{'savers':>36}{'all claims':>36}{'claim nothing,':>18}"
    yield f"{'kind':14}{'texts':>6}" + f"{'precision':>18}{'recall':>18}" * 2 + f"{'read as claiming':>18}"
    for one in measured.kinds:
        savers, every = measured.counts(SAVERS, kinds={one}), measured.counts(kinds={one})
        tally = measured.tally(kinds={one})
        figures = (_precision(savers), _recall(savers), _precision(every), _recall(every), _misread(tally))
        yield f"{one:14}{tally.texts:6}" + "".join(f"{figure:>18}" for figure in figures)


def _misread(tally: Tally) -> str:
    return f"{tally.misread} of {tally.quiet}" if tally.quiet else "–"


def access(measured: dict[str, Counts], texts: Counter[str]) -> Iterator[str]:
    """Lines by group of access."""
    yield _row("why it needs", "told", "precision", "recall", "of sentences")
    for what, counts in sorted(measured.items()):
        told = counts.right + counts.missed
        yield _row(what, told, _precision(counts), _recall(counts), str(texts[what]))
