"""Ways to write a text so that people read it and filters do not."""

# ruff: noqa: RUF001 -- letters that look like others are what this is about

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from auditor.language.characters import SMALL_CAPITALS

if TYPE_CHECKING:
    from collections.abc import Callable

_LATIN, _CYRILLIC = "aeocpxyAEOCPXKMTHB", "аеосрхуАЕОСРХКМТНВ"
_SMALL = {plain: drawn for drawn, plain in SMALL_CAPITALS.items()}
_LEADS, _VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"


def _inside(sign: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(\w\w)(?=\w)", rf"\1{sign}", text)


def _moved(first: str, capital: int, small: int) -> Callable[[str], str]:
    """Letters from another block of Unicode."""

    def move(text: str) -> str:
        return "".join(
            chr(capital + ord(each) - 65) if "A" <= each <= "Z" else
            chr(small + ord(each) - 97) if "a" <= each <= "z" else each
            for each in text
        )  # fmt: skip

    assert unicodedata.normalize("NFKC", move("A")) == first
    return move


def _letters(word: str) -> list[str]:
    """The letters of a word with their marks."""
    letters: list[str] = []
    for each in word:
        if letters and unicodedata.category(each).startswith("M"):
            letters[-1] += each
        else:
            letters.append(each)
    return letters


def _apart(between: str, words: str) -> Callable[[str], str]:
    return lambda text: words.join(between.join(_letters(word)) for word in text.split(" "))


def _look_alikes(text: str) -> str:
    if re.search("[а-я]", text):
        return text.translate(str.maketrans(_CYRILLIC, _LATIN))
    return text.translate(str.maketrans(_LATIN, _CYRILLIC))


def _korean_letters(text: str) -> str:
    out = ""
    for each in text:
        if _FIRST_SYLLABLE <= each <= _LAST_SYLLABLE:
            lead, rest = divmod(ord(each) - ord(_FIRST_SYLLABLE), len(_VOWELS) * len(_TAILS))
            vowel, tail = divmod(rest, len(_TAILS))
            out += _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail].strip()
        else:
            out += each
    return out


DISGUISES: dict[str, Callable[[str], str]] = {
    "zero-width spaces": _inside("\u200b"),
    "bidi signs": _inside("\u2066\u2069"),
    "full width": _moved("A", 0xFF21, 0xFF41),
    "mathematical": _moved("A", 0x1D5D4, 0x1D5EE),
    "circled": _moved("A", 0x24B6, 0x24D0),
    "small capitals": lambda text: "".join(_SMALL.get(each.lower(), each) for each in text),
    "spaced": _apart(" ", "   "),
    "spaced evenly": _apart(" ", " "),
    "dotted": _apart(".", " "),
    "one letter a line": _apart("\n", "\n"),
    "look-alikes": _look_alikes,
    "digits": lambda text: " ".join(re.sub("[aeo]", _digit, word, count=1) for word in text.split(" ")),
    "drawn out": lambda text: re.sub(r"(\w)(?=\W|$)", r"\1\1\1\1", text),
    "turned round": lambda text: f"\u202e{text[::-1]}\u202c",
    "letters of syllables": _korean_letters,
}


def _digit(found: re.Match[str]) -> str:
    return {"a": "4", "e": "3", "o": "0"}[found[0]]
