"""Values out of the JSON that stores embed: whatever is not of the expected kind counts as absent.

JSON of strangers may have any shape, so every function here takes anything and never raises.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from auditor.limits import MAX_TEXT_CHARACTERS, MAX_TEXTS, MAX_URL_CHARACTERS
from auditor.model import Text, TextKind
from auditor.sources.fragment import fragment_text
from auditor.sources.record import whole_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_LINE: Final = 1_000
_BEST_RATING: Final = 5
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_DAY: Final = re.compile(r"(?:[A-Z][a-z]{2,8},? )?([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")
_FIRST_STORE: Final = 1_100_000_000
_FAR_FUTURE: Final = 4_000_000_000
"""Seconds since 1970 between which an app of any store can have been updated."""


def at(value: Any, *path: int | str) -> Any:
    """Return what stands at ``path``, or None where the path leads nowhere."""
    for step in path:
        if isinstance(value, list) and isinstance(step, int):
            value = value[step] if -len(value) <= step < len(value) else None
        elif isinstance(value, dict):
            value = value.get(str(step))
        else:
            return None
    return value


def text_at(value: Any, *path: int | str) -> str | None:
    """Return the string at ``path`` if it is one with something in it."""
    found = at(value, *path)
    return found if isinstance(found, str) and found.strip() else None


def items(value: Any, *path: int | str) -> list[Any]:
    """Return the list at ``path``, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def strings(value: Any, *path: int | str) -> list[str]:
    """Return the strings with something in them of the list at ``path``."""
    return [item for item in items(value, *path) if isinstance(item, str) and item.strip()]


def line(value: Any) -> str | None:
    """Return a string on one line, cut to a sane length."""
    if not isinstance(value, str):
        return None
    return " ".join(whole_characters(value[: 4 * _MAX_LINE]).split())[:_MAX_LINE] or None


def prose(value: Any) -> str | None:
    """Return a text that may have markup as its reader sees it."""
    return (fragment_text(value) or None) if isinstance(value, str) else None


def plain(value: Any) -> str | None:
    """Return a text that has no markup, with its lines as they are."""
    if not isinstance(value, str):
        return None
    whole = whole_characters(value[:MAX_TEXT_CHARACTERS])
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip() or None


def web_url(value: Any) -> str | None:
    """Return an http or https address that has a host."""
    if not isinstance(value, str) or len(value) > MAX_URL_CHARACTERS:
        return None
    url = value.strip()
    if not url.startswith(("http://", "https://")) or re.search(r"\s", url):
        return None
    try:
        known = bool(urlsplit(url).hostname)
    except ValueError:
        return None
    return whole_characters(url) if known else None


def rating_of(value: Any) -> float | None:
    """Return a rating from 0 to 5, given as a number or in digits."""
    if isinstance(value, str) and re.fullmatch(r"\d(?:[.,]\d{1,20})?", value.strip()):
        value = float(value.strip().replace(",", "."))
    known = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _BEST_RATING
    return float(value) if known else None


def count_of(value: Any) -> int | None:
    """Return a whole number that is not negative, given as a number or in digits."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,15}", value.strip()):
        return int(value)
    known = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15
    return value if known else None


def day_of(value: Any) -> dt.date | None:
    """Return the day of a date as data gives it, or of seconds since 1970.

    ``2026-08-11T08:00:00Z``, ``Tue Aug 11 2026 08:00:00 GMT`` and ``August 11, 2026`` are known.
    """
    if isinstance(value, str) and not value.strip().isdigit():
        return _written_day(value.strip())
    seconds = count_of(value)
    if seconds is None or not _FIRST_STORE < seconds < _FAR_FUTURE:
        return None
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()


def _written_day(value: str) -> dt.date | None:
    try:
        if (found := _DAY.match(value)) is not None:
            return dt.date.fromisoformat(found[1])
        if (long := _LONG_DAY.match(value)) is not None and long[1][:3].lower() in _MONTHS:
            return dt.date(int(long[3]), _MONTHS.index(long[1][:3].lower()) + 1, int(long[2]))
    except ValueError:
        return None
    return None


def texts(parts: Iterable[tuple[str | None, TextKind, str]]) -> tuple[Text, ...]:
    """Return the texts of a listing out of words, kind and place; empty and repeated ones are left out."""
    found: dict[tuple[str, TextKind], Text] = {}
    for content, kind, where in parts:
        if content and content.strip() and len(found) < MAX_TEXTS:
            shown = whole_characters(content[:MAX_TEXT_CHARACTERS])
            found.setdefault((shown, kind), Text(content=shown, kind=kind, where=where))
    return tuple(found.values())
