"""One interface for all forms of a report, and the choice between them.

Each form lives in a file of its own and is imported when it is chosen: a JSON audit never loads Jinja.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, assert_never, runtime_checkable

from auditor.formats.options import FormatOptions

if TYPE_CHECKING:
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

    def to_format(self, options: FormatOptions | None = None) -> Format:
        """Return the form, made for ``options``."""
        match self:
            case FormatChoice.TERMINAL:
                from auditor.formats.terminal import TerminalFormat  # noqa: PLC0415 - load what is chosen

                return TerminalFormat(options or FormatOptions())
            case FormatChoice.JSON:
                from auditor.formats.json import JsonFormat  # noqa: PLC0415 - load what is chosen

                return JsonFormat()
            case FormatChoice.HTML:
                from auditor.formats.html import HtmlFormat  # noqa: PLC0415 - load what is chosen

                return HtmlFormat(earlier=options.earlier if options else ())
            case _:  # pragma: no cover - the type checker proves that this is not reached
                assert_never(self)
