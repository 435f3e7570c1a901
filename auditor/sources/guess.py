"""Guess the encoding of bytes that declare none and are not UTF-8, as browsers do for old pages.

Text in other scripts than Latin shows in long runs of bytes beyond ASCII. There charset-normalizer says which
encodings the bytes can be in, and the one whose everyday characters they give is meant. In Latin text such
bytes stand alone; of the encodings that differ there only that of Turkish is told apart, by its letters.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

_MOST: Final = 8_000
"""Bytes of the text that are weighed."""
_MOST_MARKUP: Final = 200_000
_FEWEST: Final = 8
"""Bytes beyond ASCII, below which no guess is made."""
_MARKUP: Final = re.compile(rb"(?is)<(script|style)\b.*?(?:</\1[^<>]*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>")
_BEYOND: Final = re.compile(rb"[\x80-\xff]+")
_LONG_RUN: Final = 3
_FITS: Final = 0.4
_FEWEST_TURKISH: Final = 3
_TURKISH: Final = frozenset("çğıöşüâîûÇĞİÖŞÜ")
_TURKISH_ALONE: Final = frozenset("ğışĞİŞ")
_WIDE: Final = 2


class _Kind(NamedTuple):
    name: str
    """In the Encoding Standard."""
    everyday: re.Pattern[str]
    """What most of the text beyond ASCII is, where it is right."""
    narrow: str = ""
    """The older encoding that holds the frequent ones among many characters, each in two bytes."""
    marks: re.Pattern[str] | None = None
    """What no text goes without."""
    fewest: float = 0
    """Which share of the text beyond ASCII they are at least."""


_KANA: Final = re.compile("[ぁ-ヿ]")
_THAI_MARKS: Final = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_JAPANESE: Final = re.compile("[ぁ-ヿ一-鿿、-」]")
_CHINESE: Final = re.compile("[一-鿿、-」\uff01-\uff1f]")
_CYRILLIC: Final = re.compile("[Ѐ-ҿ]")
_KINDS: Final = {
    "cp949": _Kind("euc-kr", re.compile("[가-힣]"), "euc_kr"),
    "euc_jp": _Kind("euc-jp", _JAPANESE, "euc_jp", _KANA, 0.2),
    "cp932": _Kind("shift_jis", _JAPANESE, "shift_jis", _KANA, 0.2),
    "gb18030": _Kind("gb18030", _CHINESE, "gb2312"),
    "big5": _Kind("big5", _CHINESE, "big5"),
    "cp1255": _Kind("windows-1255", re.compile("[א-ת]")),
    "cp1251": _Kind("windows-1251", _CYRILLIC),
    "koi8_r": _Kind("koi8-r", _CYRILLIC),
    "cp1253": _Kind("windows-1253", re.compile("[Ά-ώ]")),
    "cp1256": _Kind("windows-1256", re.compile("[،-ۿ]")),
    "cp874": _Kind("windows-874", re.compile("[ก-๛]"), "", _THAI_MARKS, 0.1),
}
"""By Python's names. Of two that fit equally the first is meant."""


def guess(body: bytes) -> str | None:
    """Return the encoding that the beginning of ``body`` is most likely in, or None where it is unsure."""
    sample = _sample(body)
    runs = _BEYOND.findall(sample)
    beyond = sum(map(len, runs))
    # A row of dots or dashes is no word.
    in_words = sum(len(run) for run in runs if len(run) >= _LONG_RUN and len(set(run)) > 1)
    if 3 * in_words < beyond:
        return _latin(sample)
    return _other_script(sample) if beyond >= _FEWEST else None


def _sample(body: bytes) -> bytes:
    """Return the text without markup, as far as it is weighed; no character in it is cut in two."""
    text = b" ".join(_MARKUP.sub(b" ", body[:_MOST_MARKUP]).split())
    if len(body) <= _MOST_MARKUP and len(text) <= _MOST:
        return text
    end = text.rfind(b" ", 0, _MOST)
    return text[: end if end > 0 else _MOST]


def _latin(sample: bytes) -> str | None:
    letters = [each for each in sample.decode("cp1254", "ignore") if each > "\x7f" and each.isalpha()]
    turkish = sum(each in _TURKISH for each in letters)
    alone = sum(each in _TURKISH_ALONE for each in letters)
    return "windows-1254" if alone >= _FEWEST_TURKISH and 10 * turkish >= 9 * len(letters) else None


def _other_script(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # few targets need it

    order = list(_KINDS)
    matches = from_bytes(sample, cp_isolation=order, preemptive_behaviour=False)
    ranked = sorted(
        (
            -round(_fit(str(match), match.encoding) - match.chaos, 2),
            -round(match.coherence, 1),
            order.index(name),
        )
        for match in matches
        if (name := match.encoding) in _KINDS
    )
    return _KINDS[order[ranked[0][-1]]].name if ranked and -ranked[0][0] >= _FITS else None


def _fit(text: str, encoding: str) -> float:
    """Return which share of what is beyond ASCII in ``text`` is everyday in ``encoding``."""
    kind = _KINDS[encoding]
    beyond = max(1, sum(each > "\x7f" for each in text))
    everyday = kind.everyday.findall(text)
    if kind.narrow:
        everyday = [each for each in everyday if len(each.encode(kind.narrow, "ignore")) == _WIDE]
    share = 1.0 if kind.marks is None else len(kind.marks.findall(text)) / beyond
    if not kind.fewest <= share:
        return 0
    mixed = sum(one.islower() and other.isupper() for one, other in pairwise(text))
    return (len(everyday) - 3 * mixed) / beyond
