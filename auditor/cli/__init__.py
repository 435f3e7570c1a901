"""The ``saveraudit`` command: wiring only. Commands load when called, so that ``--help`` is instant."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any, Final, NoReturn

import click

from auditor import __version__
from auditor.errors import AuditorError, UsageError

COMMANDS: Final = {
    "audit": (
        "auditor.cli.audit:audit",
        "Audit one tool: an address, page, file, consent link or text.",
    ),
    "read": ("auditor.cli.read:read", "Print what a tool says and asks for as JSON, without judging it."),
    "scan": ("auditor.cli.scan:scan", "Audit many described listings: one JSON line in, one audit out."),
    "verify": ("auditor.cli.verify:verify", "Run a published verdict again from its evidence."),
    "history": ("auditor.cli.history:history", "Show what was found of a tool before, and what changed."),
    "diff": ("auditor.cli.diff:diff", "Show what changed between two audits, and because of whom."),
    "publish": ("auditor.cli.publish:publish", "Audit a watchlist and bring a static site up to date."),
    "rules": ("auditor.cli.rules:rules", "Look at the rules, run their examples, check your own."),
    "schema": (
        "auditor.cli.schema:schema",
        "Print the JSON Schema of a kind of file that goes in or comes out.",
    ),
}
"""Every command: where it lives, and the line that ``--help`` shows."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports one only when it is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Names of the commands, in the order of help."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command. Whoever reads our output may stop early (``| head``): that is no fault.

        Click would end with status 1, which here means that --fail-on was reached.
        """
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from error

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="saveraudit")
def app() -> None:
    """Check a tool that promises to show who saved your TikTok, before you install it.

    \b
    Examples:
      saveraudit audit page.html
      saveraudit audit "See who saved your TikTok! Log in with your TikTok password."
      saveraudit audit listing.json --report report.html
      saveraudit scan listings.jsonl --output audits.jsonl

    \b
    Exit status:
      0  done
      1  done, and the verdict is at or above --fail-on LEVEL
      2  the command line or a file of yours is wrong
      3  a target could not be read (what could be read is still reported)
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"


def _fail(error: AuditorError) -> NoReturn:
    """Say what is wrong. Names, addresses and a bundle's sentences are strangers' words."""
    from auditor.formats.clean import visible, visible_lines  # noqa: PLC0415 -- --help needs none of it

    # Only what is wrong with the user's own things takes several lines; a stranger's break would forge one.
    shown = visible_lines if isinstance(error, UsageError) else visible
    click.echo(shown(f"saveraudit: {error}"), err=True)
    if error.hint:
        click.echo(shown(error.hint), err=True)
    sys.exit(error.exit_status)


def main() -> NoReturn:
    """Run the command. The one place where errors become messages and exit statuses."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows ?
    try:
        sys.exit(app(standalone_mode=False))
    except AuditorError as error:
        _fail(error)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
