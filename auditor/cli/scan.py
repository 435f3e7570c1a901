"""``saveraudit scan``: many listings, one line each."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import rules_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.bulk import ScanResult


@click.command()
@click.argument("listings", type=click.Path(path_type=Path, allow_dash=True), metavar="LISTINGS.jsonl")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="AUDITS.jsonl",
    help="Write there instead of to standard output.",
)
@rules_option
def scan(listings: Path, output: Path | None, folders: tuple[Path, ...]) -> None:
    """Audit many described listings: one JSON line in, one audit a line out, in the same order.

    A line that can't be read gives a line {"id": …, "error": …}, and the run goes on.

    \b
    Examples:
      saveraudit scan listings.jsonl --output audits.jsonl
      zcat listings.jsonl.gz | saveraudit scan - | jq -r '[.id, .verdict.level] | @tsv'
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.bulk import ScanResult
    from auditor.bulk import scan as audit_lines
    from auditor.bulk.scan import lines_of
    from auditor.errors import NotFound
    from auditor.rulebook import load_rulebook

    rulebook = load_rulebook(*folders)
    result = ScanResult()
    with ExitStack() as stack:
        if str(listings) == "-":
            source = sys.stdin.buffer
        elif listings.is_file():
            source = stack.enter_context(listings.open("rb"))
        else:
            raise NotFound(f"there is no file {listings}")
        target = stack.enter_context(output.open("w", encoding="utf-8")) if output else sys.stdout
        for line in audit_lines(_watched(lines_of(source), result), rulebook, result):
            target.write(line)
    click.echo(_summary(result), err=True)


def _watched(lines: Iterator[bytes | None], result: ScanResult) -> Iterator[bytes | None]:
    """Show progress on a terminal, on standard error, so that pipes stay clean."""
    if not sys.stderr.isatty():
        return lines
    from auditor.cli.progress import counted

    return counted(lines, lambda: _summary(result))


def _summary(result: ScanResult) -> str:
    levels = ", ".join(f"{count:,} {level}" for level, count in sorted(result.levels.items()))
    errors = f", {result.errors:,} that could not be read" if result.errors else ""
    return f"{result.lines:,} listings: {levels or 'none audited'}{errors}"
