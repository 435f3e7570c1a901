"""A page on paper: printed by Chromium, read back page by page by PDFium."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page
    from pypdf import PageObject

WHOLE: Final = (
    ".reasons li", ".steps li", ".tips li", ".dials", ".evidence", ".clauses li", ".line li", ".changed li",
    ".sources li", ".gaps dl > div", ".promises > div", ".entries > li", ".rule-entry", ".clause-entry",
    ".box", "tbody tr", "tfoot tr",
)  # fmt: skip
"""What stands on one sheet, unless it is longer than a sheet."""
HEADS: Final = ("h1", "h2", "h3", "caption", "thead", ".label", ".kicker", ".clauses .caption", ".pile")
"""What never stands alone at the foot of a sheet."""
_SCRIPT: Final = (Path(__file__).with_name("marks.js")).read_text("utf-8")
_MARK: Final = re.compile(r"https://mark\.invalid/(\d+)")
_SAME: Final = str.maketrans(
    {"\ufffe": "-", "\u0002": "-", "\u2010": "-", ")": "(", "]": "[", "»": "«", "›": "‹", ">": "<"}
) | dict.fromkeys(range(0x2400, 0x2427))
"""PDFium has a mark of its own for a hyphen at the end of a line, and leaves out pictures of control
characters; brackets turn round in Arabic."""
_SPARE: Final = {"Cf", "Cc", "Zs", "Mn"}


def letters(text: str) -> str:
    """Return what counts of a text: no blanks, marks of direction or forms that letters take in a word."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _SPARE)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the sheet."""
Sheet = tuple[str, list[tuple[str, Box]]]
"""Text, and each glyph with its box."""


@dataclass(frozen=True)
class Paper:
    """What was printed."""

    clean: bytes
    """As a reader prints it."""
    marked: bytes
    """The same with tiny marks at both ends of what belongs together."""
    told: dict[str, Any]
    """What the page told of itself before it was printed: texts, hidden texts, addresses, marks."""

    @cached_property
    def read(self) -> list[Sheet]:
        """Each sheet with its glyphs."""
        return list(_read(self.clean))

    @cached_property
    def sheets(self) -> list[str]:
        """The text of each sheet."""
        return [text for text, _ in self.read]

    @cached_property
    def text(self) -> str:
        """The letters of all sheets."""
        return letters("".join(self.sheets))

    def outside(self) -> list[str]:
        """Letters that stand beyond the margin, with their sheet."""
        found = []
        for number, (_, glyphs) in enumerate(self.read, 1):
            found += [f"sheet {number}: {letter!r} at {box}" for letter, box in glyphs if not _inside(box)]
        return found

    @cached_property
    def places(self) -> dict[int, int]:
        """On which sheet each mark stands."""
        return {
            int(found[1]): number
            for number, sheet in enumerate(PdfReader(io.BytesIO(self.marked)).pages)
            for address in _addresses(sheet)
            if (found := _MARK.fullmatch(address))
        }

    def missing(self) -> list[str]:
        """Words that are on the page and not on paper; and letters of which paper has fewer.

        Of what is written from right to left letters alone are counted: readers of PDF each have their own
        order for them.
        """
        straight = [text for text in self.told["texts"] if not self.told["rtl"] and not _turned(text)]
        words = {letters(word) for text in straight for word in text.split()}
        found = [word for word in words if word not in self.text]
        had = Counter(letters("".join(self.told["texts"])))
        return found + [f"{letter!r} × {count}" for letter, count in (had - Counter(self.text)).items()]

    def unprinted(self) -> list[str]:
        """Addresses of documents that cannot be read off the paper."""
        return [address for address in self.told["addresses"] if letters(address) not in self.text]

    def faults(self) -> dict[str, list[str]]:
        """All that is wrong, by what it is; empty for paper as it should be."""
        found = {
            "missing": self.missing(),
            "outside": self.outside(),
            "cut in two": self.cut(),
            "heading alone": self.alone(),
            "closed": self.told["hidden"],
            "clipped": self.told["clipped"],
            "address not printed": self.unprinted(),
            "mark lost": sorted({*range(self.told["marks"])} - self.places.keys()),
            "empty sheet": [
                f"sheet {n}" for n, text in enumerate(self.sheets, 1) if len(letters(text)) < MIN_LETTERS
            ],
            "marks moved something": ["sheets"]
            * (len(self.sheets) != len(PdfReader(io.BytesIO(self.marked)).pages)),
        }
        return {what: list(map(str, where)) for what, where in found.items() if where}

    def cut(self) -> list[str]:
        """What belongs on one sheet and stands on two, though it is not longer than one."""
        return [
            f"{what}: {words}"
            for what, begin, end, words in self.told["whole"]
            if self.places.get(begin) != self.places.get(end)
        ]

    def alone(self) -> list[str]:
        """Headings that do not stand on the sheet of what follows them."""
        return [
            f"{what}: {words}"
            for what, begin, end, words in self.told["heads"]
            if self.places.get(begin) != self.places.get(end)
        ]


MIN_LETTERS: Final = 40
"""Fewer letters make no sheet."""
MARGIN: Final = 28
"""Points at each side that no printer reaches, and a little more: 10 mm."""
_A4: Final = (595.28, 841.89)


def _inside(box: Box) -> bool:
    left, bottom, right, top = box
    width, height = _A4
    return left >= MARGIN and bottom >= MARGIN and right <= width - MARGIN and top <= height - MARGIN


def _read(content: bytes) -> Iterator[Sheet]:
    document = pdfium.PdfDocument(content)
    for sheet in document:
        page = sheet.get_textpage()
        text = page.get_text_range()
        count = page.count_chars()
        every = (page.get_text_range(n, 1) for n in range(count))
        yield text, [(letter, page.get_charbox(n)) for n, letter in enumerate(every) if letter.strip()]
        page.close()
        sheet.close()
    document.close()


def _addresses(sheet: PageObject) -> Iterator[str]:
    for annotation in sheet.get("/Annots", ()):
        action = annotation.get_object().get("/A", {})
        yield str(action.get("/URI", ""))


def _turned(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "RLO", "RLE") for letter in text)


def printed(page: Page) -> Paper:
    """Print an open page on A4, as it stands and with marks."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 972})  # what A4 leaves between the margins
    clean = page.pdf(format="A4", prefer_css_page_size=True)
    told = page.evaluate(_SCRIPT, [list(WHOLE), list(HEADS)])
    return Paper(clean, page.pdf(format="A4", prefer_css_page_size=True), told)
