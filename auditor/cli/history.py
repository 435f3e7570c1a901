"""``saveraudit history``: what was found of a tool before, and what changed because of whom."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from auditor.cli.options import as_utf8, output_option, write
from auditor.cli.remembering import history_option, named, states_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("tool", required=False, metavar="[TOOL]")
@history_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to print it. JSON holds every audit whole.",
)
@output_option
def history(tool: str | None, database: str | None, form: str, output: Path | None) -> None:
    """Show what was found of a tool before: each state, and what changed because of whom.

    Without TOOL, all tools of the history are listed. Audits are remembered with 'saveraudit audit TARGET
    --history DB' and by 'saveraudit publish'.

    \b
    Examples:
      saveraudit history --history audits.db
      saveraudit history saveradar --history audits.db
      saveraudit history saveradar --history postgresql://me@localhost/audits
      saveraudit history saveradar --history audits.db --format json | jq '.states[-1].audit.verdict'
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    if form == "json":
        as_utf8()
    text = _all_tools(named(database), form) if tool is None else _one_tool(tool, database, form)
    write(text, output)


def _one_tool(tool: str, database: str | None, form: str) -> str:
    from auditor.cli.history_output import as_json, in_words
    from auditor.formats.terminal import options_for

    states = states_of(tool, database)
    return as_json(states) if form == "json" else in_words(states, options_for(sys.stdout))


def _all_tools(database: str, form: str) -> str:
    from auditor.cli.history_output import tools_as_json, tools_in_words
    from auditor.formats.terminal import options_for
    from auditor.history import open_history

    with open_history(database, create=False) as opened:
        states = [state for tool in opened.tools() if (state := opened.last(tool))]
    return tools_as_json(states) if form == "json" else tools_in_words(states, options_for(sys.stdout))
