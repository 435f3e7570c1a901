"""``saveraudit diff``: what changed between two audits, and because of whom."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from auditor.cli.options import as_utf8, output_option, rules_option, write
from auditor.cli.remembering import history_option, states_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--tool", metavar="TOOL", help="The tool in the history whose days A and B are.")
@history_option
@rules_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to print what changed.",
)
@output_option
@click.option("--exit-code", is_flag=True, help="Exit with status 1 if anything changed.")
def diff(  # noqa: PLR0913, PLR0917 -- one parameter an option
    before: str,
    after: str,
    tool: str | None,
    database: str | None,
    folders: tuple[Path, ...],
    form: str,
    output: Path | None,
    *,
    exit_code: bool,
) -> None:
    """Show what changed between two audits of a tool, each change with its one cause.

    A and B are audits as JSON, evidence bundles, pages that carry their audit, or with --tool days in a
    history: 2026-11-22, first, previous, last. Changes come in four piles: newly found, gone, rules added,
    rules removed. Each has one cause: the tool, our rules, or the terms of platforms and laws. With bundles
    or a history, the tool of then is judged by the rules of now, so that causes are certain.

    \b
    Examples:
      saveraudit diff october.json november.json
      saveraudit diff october.warc.gz november.warc.gz
      saveraudit diff previous last --tool saveradar --history audits.db
      saveraudit diff 2026-10-01 2026-11-22 --tool saveradar --history audits.db
      saveraudit diff october.json november.json --format json | jq .newly_found
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.cli.diff_output import in_words
    from auditor.formats.terminal import options_for
    from auditor.history.sides import difference, side
    from auditor.rulebook import load_rulebook

    states = states_of(tool, database)
    sides = side(before, states), side(after, states)
    found = difference(*sides, states, lambda: load_rulebook(*folders))
    if form == "json":
        as_utf8()
        write(found.model_dump_json(indent=2) + "\n", output)
    else:
        write(in_words(found, options_for(sys.stdout)), output)
    if exit_code and (found.changes or found.level_before is not found.level_after):
        sys.exit(1)
