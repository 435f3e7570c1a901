"""Strings that know how they read as HTML: English words in a report of another language say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable


class Worded(str):
    """Words for a report. Plain text everywhere; in a template, :attr:`html` is what stands there."""

    __slots__ = ("html",)
    html: Markup

    def __html__(self) -> Markup:
        return self.html


class Foreign(Worded):
    """Words that have no translation."""

    __slots__ = ()


def foreign(text: str) -> Foreign:
    """Return ``text`` as English words inside another language."""
    words = Foreign(text)
    words.html = Markup('<span lang="en" dir="ltr">{}</span>').format(text)
    return words


def apart(text: str, language: str = "") -> Worded:
    """Return words of others as they stand inside a message, where neither orders the other's letters."""
    words = Worded(text)
    tag = Markup(' lang="{}"').format(language) if language else Markup("")
    words.html = Markup("<bdi{}>{}</bdi>").format(tag, text)
    return words


def is_foreign(text: str) -> bool:
    """Whether words have no translation."""
    return isinstance(text, Foreign)


def reshaped(text: str, shape: Callable[[str], str]) -> str:
    """Return ``text`` cut or cleaned by ``shape``; what has no translation stays marked as such."""
    shaped = shape(str(text))
    return foreign(shaped) if is_foreign(text) else shaped


def filled(message: str, **values: str | int) -> str:
    """Fill a translated message of the form ``%(name)s``; values without translation stay marked."""
    plain = message % values
    if not any(isinstance(value, Worded) for value in values.values()):
        return plain
    words = Worded(plain)
    words.html = Markup(escape(message)) % values  # noqa: S704 - escaped just here, and values are by Markup
    return words


def joined(mark: str, items: tuple[str, ...]) -> str:
    """Join ``items`` by ``mark``; items without translation stay marked."""
    plain = mark.join(items)
    if not any(isinstance(item, Worded) for item in items):
        return plain
    words = Worded(plain)
    words.html = Markup(escape(mark)).join(items)  # noqa: S704 - escaped just here
    return words
