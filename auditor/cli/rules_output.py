"""How ``saveraudit rules`` prints: tables on a terminal, one record a line in a pipe, JSON for programs."""

# ruff: noqa: PLC0415 -- rich is imported only where a terminal shows a table

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.errors import RuleError
    from auditor.rulebook.describe import Sheet
    from auditor.rulebook.lint import Issue

_WIDTH: Final = 100
_INDENT: Final = "  "


def note(line: str) -> None:
    """Print a summary beside the output, so that a pipe holds records alone."""
    click.echo(line, err=True)


def counted(count: int, what: str) -> str:
    """Return a count in words: "1 error", "2 errors"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def as_json(data: Any) -> None:
    """Print ``data`` as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on a terminal; in a pipe a line of tab-separated values for each row, without heads."""
    if _on_terminal():
        _rich_table(heads, rows)
        return
    for row in rows:
        click.echo("\t".join(" ".join(cell.split()) for cell in row))


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _rich_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        shown.add_column(head, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown)


def sheets(found: Sequence[Sheet]) -> None:
    """Print records with their fields, wrapped."""
    for number, sheet in enumerate(found):
        if number:
            click.echo()
        click.secho(sheet.title, bold=True)
        click.echo(f"{sheet.section} {sheet.id}, {sheet.place}")
        for label, lines in sheet.rows:
            click.echo(f"\n{label}")
            for line in lines:
                click.echo(_wrapped(line, hanging=len(lines) > 1))


def _wrapped(line: str, *, hanging: bool) -> str:
    return textwrap.fill(
        " ".join(line.split()),
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2 if hanging else _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def issues(found: Sequence[Issue], form: str) -> None:
    """Print what a rule author should mend."""
    if form == "text":
        for issue in found:
            click.echo(str(issue))
        return
    as_json(
        [
            {
                "path": issue.place.path,
                "line": issue.place.line,
                "severity": issue.severity,
                "check": issue.check,
                "message": issue.message,
            }
            for issue in found
        ]
    )


def faults(found: Sequence[RuleError], form: str) -> None:
    """Print why the rules do not load, in the shape of :func:`issues`."""
    if form == "text":
        for fault in found:
            click.echo(f"{fault.path}:{fault.line}: error: {fault.message} (does not load)")
        note(f"{counted(len(found), 'fault')}: mend what is said, then run this again")
        return
    as_json(
        [
            {
                "path": fault.path,
                "line": fault.line,
                "severity": "error",
                "check": "does-not-load",
                "message": fault.message,
            }
            for fault in found
        ]
    )
