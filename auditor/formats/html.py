"""HTML: one file that asks nothing of the network, runs nothing and stands for itself in ten years.

The style sheet is inlined and named by its hash in the page's own content security policy, so that even
a hole in a template could load, run and send nothing. The one ``<script>`` there can be holds data for
search engines, which no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.formats.claimreview import ClaimReviewFormat
from auditor.formats.view import report_view
from auditor.formats.words import ENGLISH
from auditor.resources import folder

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from auditor.formats.boxes import Picture
    from auditor.formats.options import FormatOptions
    from auditor.history.timeline import Stage
    from auditor.messages.catalogue import Catalogue
    from auditor.model import Audit

POLICY = "default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
"""``img-src data:`` lets the page carry its own tab icon, which spares the request for one."""


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """Audits as a web page in one file."""

    translations: Catalogue = ENGLISH
    """Catalogue of messages."""
    templates: Path | None = None
    """Folder of templates and style sheet, where it is not the one that comes with the program."""
    earlier: tuple[Stage, ...] = ()
    """The states of the tool, oldest first, that of the audit last; for the timeline."""
    page: str = ""
    """Address of the page, where it is published; the markup for fact-checks names it."""
    author: str = "Saveraudit"
    """Who publishes it."""
    name: str = "html"
    suffix: str = ".html"

    @classmethod
    def for_options(cls, options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form for a page, in its language."""
        return cls(translations, earlier=options.earlier, page=options.page, author=options.author)

    def render(self, audit: Audit) -> str:
        """Return the report of ``audit`` as one HTML document."""
        home = self.templates or folder("reports") / "html"
        view = report_view(audit, self.translations, self.earlier)
        style = _style_sheet(home) + _quotes(self.translations) + _placing(view.picture)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        review = ClaimReviewFormat(
            self.translations, self.translations.code, self.page, self.author
        ).embedded(audit)
        page = (
            _environment(home, self.translations)
            .get_template("report.html.j2")
            .render(
                report=view,
                language=self.translations.code,
                direction=self.translations.direction,
                style=Markup(style),  # noqa: S704 - ours: the style sheet, quotation marks and numbers
                review=Markup(review),  # noqa: S704 - JSON in which nothing can end a script
                policy=POLICY.format(style=digest),
            )
        )
        return page.strip() + "\n"


@lru_cache(maxsize=32)
def _environment(home: Path, translations: Catalogue) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(home),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["breakable"] = _breakable
    environment.filters["number"] = translations.number
    environment.filters["listed"] = translations.listed
    environment.filters["strung"] = translations.strung
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment


@cache
def _style_sheet(home: Path) -> str:
    """Return the style sheet without line breaks of other systems; the hash is over exactly these bytes."""
    return (home / "report.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def _breakable(name: str) -> Markup:
    """Escape a long name and let lines break after its marks, without adding a letter that copies along."""
    return Markup(re.sub(r"(?<=[._:/])(?=\w)", "<wbr>", str(escape(name))))  # noqa: S704 - escaped just here


def _placing(picture: Picture) -> str:
    """Return the rules that place the boxes of the picture. Inline style would need a weaker policy."""
    rules = [f".picture{{height:{_rem(picture.height)}}}"]
    rules += [f"#{box.key}{{top:{_rem(box.top)};height:{_rem(box.height)}}}" for box in picture.boxes]
    return "@media screen and (min-width:64em){" + "".join(rules) + "}\n"


def _quotes(translations: Catalogue) -> str:
    """Return the rule for quotation marks; they are those of the report's language, whatever is quoted."""
    marks = " ".join(f'"{mark}"' for mark in translations.quotation_marks)
    return f"q{{quotes:{marks} {marks}}}\n"


def _rem(quarters: int) -> str:
    return f"{quarters / 4:g}rem"
