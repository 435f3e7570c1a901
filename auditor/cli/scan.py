"""``saveraudit scan``: many listings, one line each."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import as_utf8, opened, piped_in, rules_option, writing
from auditor.errors import NotFound, UnknownFormat, UnreadableTarget, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

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
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="Write whole audits, or a table with one line a tool.",
)
@rules_option
def scan(listings: Path, output: Path | None, form: str, folders: tuple[Path, ...]) -> None:
    """Audit many described listings: one JSON line in, one audit a line out, in the same order.

    A line may also be the manifest of a browser extension, as it stands or as {"id": …, "manifest": {…}}.
    A line that holds an audit already is taken as it stands, so that a scan's output becomes a table later.
    A line that can't be read gives a line {"id": …, "error": …}, and the run goes on.

    Ordinary functions ("purposes") are listed only for tools that ask for access which they could explain.

    \b
    Examples:
      saveraudit scan listings.jsonl --output audits.jsonl
      find . -name manifest.json -exec jq -c '. + {id: input_filename}' {} + | saveraudit scan -
      saveraudit scan audits.jsonl --format csv --output audits.csv
      zcat listings.jsonl.gz | saveraudit scan - | jq -r '[.id, .verdict.level] | @tsv'
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.bulk import ScanResult, lines_of, table
    from auditor.bulk import scan as audit_lines
    from auditor.rulebook import load_rulebook

    rulebook = load_rulebook(*folders)
    result = ScanResult()
    with ExitStack() as stack:
        source = _source(listings, output, stack)
        as_utf8()
        target = stack.enter_context(opened(output)) if output else sys.stdout
        written = table if form == "csv" else audit_lines
        for line in written(_watched(lines_of(source), result), rulebook, result):
            with writing(output):
                target.write(line)
        with writing(output):
            target.flush()
    click.echo(_summary(result), err=True)


def _source(listings: Path, output: Path | None, stack: ExitStack) -> BinaryIO:
    """Open what is to be audited. It is never also what is written: that would empty it first."""
    if str(listings) == "-":
        return piped_in()
    if not listings.exists():
        raise NotFound(f"there is no file '{listings}'")
    if listings.is_dir():
        raise UnknownFormat(f"'{listings}' is a folder", hint="Name a file that holds one listing a line.")
    if output and output.exists() and output.samefile(listings):
        raise UsageError(f"'{output}' is read and can't be written at once", hint="Name another --output.")
    try:
        return stack.enter_context(listings.open("rb"))
    except OSError as error:
        raise UnreadableTarget(f"can't read '{listings}': {error.strerror}", hint="") from error


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
