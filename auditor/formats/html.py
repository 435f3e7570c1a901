"""HTML: one file that asks nothing of the network, runs nothing and stands for itself in ten years.

The style sheet is inlined and named by its hash in the page's own content security policy, so that even
a hole in a template could load, run and send nothing. The one ``<script>`` there can be holds data for
search engines, which no browser runs; the policy names it by its hash, and no other.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from auditor.formats.claimreview import ClaimReviewFormat
from auditor.formats.view import report_view
from auditor.formats.words import BRAND, ENGLISH
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
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
class Frame:
    """A page around the report, such as a site's. Its template extends ``report.html.j2``."""

    template: str = "report.html.j2"
    home: Path | None = None
    """Folder of that template."""
    style: str = ""
    """Rules that follow those of the report."""
    context: Mapping[str, object] = field(default_factory=dict)
    """What the template is given beside the report."""


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
    author: str = BRAND
    """Who publishes it."""
    name: str = "html"
    suffix: str = ".html"

    @classmethod
    def for_options(cls, options: FormatOptions, translations: Catalogue) -> Self:
        """Return the form for a page, in its language."""
        return cls(translations, earlier=options.earlier, page=options.page, author=options.author)

    def render(self, audit: Audit) -> str:
        """Return the report of ``audit`` as one HTML document."""
        return self.render_in(Frame(), audit)

    def render_in(self, frame: Frame, audit: Audit) -> str:
        """Return the report of ``audit`` within another page."""
        home = self.templates or folder("reports") / "html"
        view = report_view(audit, self.translations, self.earlier)
        written = style_sheet(home / "report.css") + quotes(self.translations)
        style = written + frame.style + _placing(view.picture)
        homes = (home,) if frame.home is None else (frame.home, home)
        review = ClaimReviewFormat(self.translations, self.page, self.author).embedded(audit)
        page = (
            environment(homes, self.translations)
            .get_template(frame.template)
            .render(
                report=view,
                language=self.translations.code,
                direction=self.translations.direction,
                style=Markup(style),  # noqa: S704 - ours: the style sheet, quotation marks and numbers
                review=Markup(review),  # noqa: S704 - JSON in which nothing can end a script
                policy=POLICY.format(style=digest_of(style)) + _naming(review),
                **frame.context,
            )
        )
        return page.strip() + "\n"


def _naming(data: str) -> str:
    """Return what a policy says of the block of data, where there is one."""
    return f"; script-src 'sha256-{digest_of(data)}'" if data else ""


def digest_of(content: str) -> str:
    """Return how a policy names a style sheet or a script: the SHA-256 of it in base 64."""
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@lru_cache(maxsize=32)
def environment(homes: tuple[Path, ...], translations: Catalogue) -> Environment:
    """Return what renders the templates of these folders, the first folder first."""
    made = Environment(
        loader=FileSystemLoader(homes),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.filters["breakable"] = _breakable
    made.filters["number"] = translations.number
    made.filters["listed"] = translations.listed
    made.filters["strung"] = translations.strung
    made.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return made


@cache
def style_sheet(file: Path) -> str:
    """Return a style sheet without line breaks of other systems; the hash is over exactly these bytes."""
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")


def _breakable(name: str) -> Markup:
    """Escape a long name and let lines break after its marks, without adding a letter that copies along."""
    return Markup(re.sub(r"(?<=[._:/])(?=\w)", "<wbr>", str(escape(name))))  # noqa: S704 - escaped just here


def _placing(picture: Picture) -> str:
    """Return the rules that place the boxes of the picture. Inline style would need a weaker policy."""
    rules = [f".picture{{height:{_rem(picture.height)}}}"]
    rules += [f"#{box.key}{{top:{_rem(box.top)};height:{_rem(box.height)}}}" for box in picture.boxes]
    return "@media screen and (min-width:64em){" + "".join(rules) + "}\n"


def quotes(translations: Catalogue) -> str:
    """Return the rule for quotation marks; they are those of the report's language, whatever is quoted."""
    marks = " ".join(f'"{mark}"' for mark in translations.quotation_marks)
    return f"q{{quotes:{marks} {marks}}}\n"


def _rem(quarters: int) -> str:
    return f"{quarters / 4:g}rem"
