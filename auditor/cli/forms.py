"""Forms of a report on the command line: what ``--format`` takes, and what ``--report`` writes."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.cli.options import write, write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from auditor.formats import FormatOptions
    from auditor.model import Audit

FORMATS: Final = (
    "terminal",
    "json",
    "html",
    "markdown",
    "sarif",
    "csv",
    "share",
    "badge",
    "card",
    "claimreview",
)
"""Equal to :class:`auditor.formats.FormatChoice`, which would take long to import."""


def check_endings(reports: Sequence[Path]) -> None:
    """Refuse a file whose ending no form has, before anything is read.

    Raises:
        UsageError: There is one.
    """
    if reports:
        from auditor.formats.endings import choice_for

        for report in reports:
            choice_for(report.name)


def named_report(reports: Sequence[Path]) -> str:
    """Return the report that the terminal points to: the page, where one is written."""
    pages = [report for report in reports if report.suffix.lower() in ("", ".htm", ".html")]
    return str([*pages, *reports][0]) if reports else ""


def write_report(audit: Audit, report: Path, options: FormatOptions) -> None:
    """Write ``audit`` in the form that the file's ending asks for, as ``options`` say.

    Raises:
        UsageError: It could not be written, or a PNG is asked for and the library for it is missing.
    """
    from auditor.formats.endings import PNG, choice_for
    from auditor.formats.png import png_of

    text = choice_for(report.name).to_format(options).render(audit)
    if report.suffix.lower() == PNG:
        write_bytes(png_of(text), report)
    else:
        write(text, report)
