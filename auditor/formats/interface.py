"""One interface for all forms of a report, and the choice between them.

Each form lives in a file of its own and is imported when it is chosen: a JSON audit never loads Jinja.
"""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from auditor.formats.options import FormatOptions
from auditor.messages.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Audit


@runtime_checkable
class Format(Protocol):
    """A form in which an audit is shown. Pure: the same audit gives the same text."""

    @property
    def name(self) -> str:
        """What a user types: ``--format html``."""

    @property
    def suffix(self) -> str:
        """What a file of this form ends with, with the dot."""

    def render(self, audit: Audit) -> str:
        """Return ``audit`` in this form, ending in a line break."""


class FormatChoice(StrEnum):
    """The forms there are."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    CSV = "csv"
    SHARE = "share"
    BADGE = "badge"
    CARD = "card"
    CLAIMREVIEW = "claimreview"

    def to_format(self, options: FormatOptions | None = None) -> Format:
        """Return the form, made for ``options``."""
        module, _, maker = _MAKERS[self].partition(":")
        told = options or FormatOptions()
        made: Format = getattr(import_module(module), maker).for_options(told, catalogue(told.language))
        return made


_MAKERS: Final[Mapping[FormatChoice, str]] = MappingProxyType(
    {
        FormatChoice.TERMINAL: "auditor.formats.terminal:TerminalFormat",
        FormatChoice.JSON: "auditor.formats.json:JsonFormat",
        FormatChoice.HTML: "auditor.formats.html:HtmlFormat",
        FormatChoice.MARKDOWN: "auditor.formats.markdown:MarkdownFormat",
        FormatChoice.SARIF: "auditor.formats.sarif:SarifFormat",
        FormatChoice.CSV: "auditor.formats.csv:CsvFormat",
        FormatChoice.SHARE: "auditor.formats.share:ShareFormat",
        FormatChoice.BADGE: "auditor.formats.badge:BadgeFormat",
        FormatChoice.CARD: "auditor.formats.card:CardFormat",
        FormatChoice.CLAIMREVIEW: "auditor.formats.claimreview:ClaimReviewFormat",
    }
)
