"""What a plain YAML scalar means: ``true``, ``false``, ``null``, integers and decimals; all else is text.

So ``no`` stays the word "no" (or Norway), and ``2026-11-22`` stays text until a model asks for a date.
"""

from __future__ import annotations

import math
import re
from typing import Final

Scalar = str | int | float | bool | None

MAX_DIGITS: Final = 18
"""Digits of one number. Longer ones are names of something and need quotes."""

_WORDS: Final[dict[str, Scalar]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_STARTS_NUMBER: Final = frozenset("-+.0123456789")
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)", re.ASCII)
_DECIMAL: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?\.?[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+\.", re.ASCII)


def plain_scalar(text: str) -> Scalar:
    """Return what an unquoted scalar means.

    Raises:
        ValueError: It is a number that is too long or too large to be exact.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _STARTS_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return _bounded(text)
    if "." in text and len(text) <= MAX_DIGITS and _DECIMAL.fullmatch(text):
        return _finite(text)
    return text


def _bounded(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("this number is too long")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("this number is too large")
    return number
