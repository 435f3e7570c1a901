"""Words that published pages do without, looked for in rules, templates and the publisher's own texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.resources import folder
from auditor.rulebook.lint_words import banned_in, banned_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.publish.watchlist_file import Watchlist
    from auditor.rulebook import Rulebook

__all__ = ["banned_in", "harsh_words"]

_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_STRING: Final = re.compile(r'_\("((?:[^"\\]|\\.)*)"')
_DO: Final = "say what was seen instead"


def harsh_words(watchlist: Watchlist, rulebook: Rulebook, on: dt.date) -> Iterator[str]:
    """Yield where our own words accuse or promise: in rules, templates and the watchlist."""
    yield from (f"{place}: {message}" for place, message in banned_words(rulebook, on))
    for name in ("html", "site"):
        for path in sorted((folder("reports") / name).glob("*.j2")):
            yield from _in_template(path)
    yield from _in_watchlist(watchlist)


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
