"""Options and small things that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path

import click

rules_option = click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Add the rules in this folder to the shipped ones; may be given several times.",
)
exceptions_option = click.option(
    "--exceptions",
    "exceptions_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Set findings aside: a YAML file with rule, tool, reason, reviewer and expires for each.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["caution", "high-risk", "avoid"]),
    metavar="LEVEL",
    help="Exit with status 1 if the verdict is at or above caution, high-risk or avoid.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there instead of to standard output.",
)


def standard_input(targets: tuple[str, ...]) -> str | None:
    """What stands on standard input, if one of the targets asks for it."""
    if "-" not in targets:
        return None
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def write(text: str, output: Path | None) -> None:
    """Write a finished text: late, so that a failing run leaves an older file as it was."""
    if output is None:
        click.echo(text, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
