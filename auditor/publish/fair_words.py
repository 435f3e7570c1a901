"""Words that published pages do without, looked for in rules, templates and the publisher's own texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.messages.languages import ENGLISH_CODE, LANGUAGES, folder_of
from auditor.messages.pofile import read_po
from auditor.resources import folder
from auditor.rulebook import banned
from auditor.rulebook.banned import banned_in
from auditor.rulebook.lint_words import banned_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.publish.watchlist_file import Watchlist
    from auditor.rulebook import Rulebook

__all__ = ["banned_in", "harsh_words"]

_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_STRING: Final = re.compile(r'_\("((?:[^"\\]|\\.)*)"')
_OF_OTHERS: Final = ("access.title", "documents.says")
_SHOWN: Final = 80
_DO: Final = "say what was seen instead"


def harsh_words(watchlist: Watchlist, rulebook: Rulebook, on: dt.date) -> Iterator[str]:
    """Yield where our own words accuse or promise: in rules, templates and the watchlist."""
    yield from (f"{place}: {message}" for place, message in banned_words(rulebook, on))
    for name in ("html", "site", "svg", "markdown"):
        for path in sorted((folder("reports") / name).glob("*.j2")):
            yield from _in_template(path)
    for code in LANGUAGES:
        yield from in_language(code)
    yield from _in_watchlist(watchlist)


def in_language(code: str, home: Path | None = None) -> Iterator[str]:
    """Yield where the translations of a language accuse or promise.

    Names of access and what documents say do not speak of a tool.

    Args:
        code: Of a language of reports.
        home: Folder of its catalogues, where it is not the one that comes with the program.
    """
    if code not in banned.languages():
        yield (
            f"reports/{banned.FILE}: there are no words for {code!r}, a language of reports: "
            "add those that accuse or promise in it"
        )
    for path in sorted((home or folder_of(code)).glob("*.po")) if code != ENGLISH_CODE else ():
        known = path.stat()
        yield from _in_catalogue(path, code, (known.st_size, known.st_mtime_ns))


@lru_cache(maxsize=64)
def _in_catalogue(path: Path, code: str, _as_of: tuple[int, int]) -> tuple[str, ...]:
    """Look through thousands of messages once for as long as the file is as it is."""
    return tuple(
        f"reports/messages/{code}/{path.name}: '{word}' stands in the translation of "
        f"{message.text[:_SHOWN]!r}: {_DO}"
        for message in read_po(path)
        if message.context not in _OF_OTHERS
        for word in dict.fromkeys(word for text in message.translations for word in banned_in(text, code))
    )


def _in_template(path: Path) -> Iterator[str]:
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        # Quotation marks around a message are the template's, not those of a quote.
        for word in banned_in(_STRING.sub(r" \1 ", line)):
            yield f"reports/{path.parent.name}/{path.name}:{number}: '{word}' stands in a template: {_DO}"


def _in_watchlist(watchlist: Watchlist) -> Iterator[str]:
    site = watchlist.site
    texts = [(watchlist.site_place("title"), site.title), (watchlist.site_place("about"), site.about)]
    for code, words in site.translated.items():
        texts.append((watchlist.site_place("translated", code), f"{words.title}\n{words.about}"))
    texts += [(watchlist.site_place("corrections"), each.text) for each in site.corrections]
    for tool in watchlist.tools:
        texts += [(watchlist.place(tool, "corrections"), each.text) for each in tool.corrections]
        if tool.withdrawn:
            texts.append((watchlist.place(tool, "withdrawn"), tool.withdrawn.reason))
    for place, text in texts:
        for word in banned_in(text):
            yield f"{place}: '{word}' is a word that the site does without: {_DO}"
