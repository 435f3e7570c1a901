"""Markdown: the report for issue trackers, wikis and chats, in the order of the page.

Whatever a template puts in is escaped unless it says that it is Markdown already, so that a new line in a
template can't forget it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.formats import words
from auditor.formats.markdown_text import Marked, code, escaped, linked
from auditor.formats.summary import level_said, quoted
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.resources import folder

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from auditor.formats.options import FormatOptions
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit


@dataclass(frozen=True, slots=True)
class MarkdownFormat:
    """Audits as CommonMark."""

    translations: Catalogue = ENGLISH
    name: str = "markdown"
    suffix: str = ".md"

    @classmethod
    def for_options(cls, _options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form in a language."""
        return cls(translations)

    def render(self, audit: Audit) -> str:
        """Return the report of ``audit``."""
        report = report_view(audit, self.translations)
        text = (
            _environment(folder("reports"), self.translations)
            .get_template("report.md.j2")
            .render(
                report=report, level=level_said(report, self.translations), glyph=words.GLYPHS[report.level]
            )
        )
        lines = "\n".join(line.rstrip() for line in text.splitlines())
        return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@lru_cache(maxsize=32)
def _environment(home: Path, translations: Catalogue) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([home / "markdown", home / "html"]),
        autoescape=False,  # noqa: S701 - not HTML: _finished escapes whatever is put in
        finalize=_finished,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["code"] = code
    environment.filters["link"] = linked
    environment.filters["quoted"] = lambda text: quoted(text, translations)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment


def _finished(value: Any) -> str:
    return value if isinstance(value, Marked) else escaped(str(value))
