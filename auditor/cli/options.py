"""Options and small things that several commands share."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.errors import UsageError
from auditor.messages.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

language_codes = " or ".join((", ".join(tuple(LANGUAGES)[:-1]), tuple(LANGUAGES)[-1]))
"""For help: en, es or ar."""
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
policy_option = click.option(
    "--no-policy",
    is_flag=True,
    help="Do not ask for the privacy policy that a listing at an address names.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there instead of to standard output.",
)
language_option = click.option(
    "--language",
    type=click.Choice(tuple(LANGUAGES)),
    metavar="CODE",
    help=f"Write the report in this language: {language_codes}. Without it, files are in English, "
    "and a terminal shows the language of your locale. JSON is always English.",
)


def standard_input(targets: tuple[str, ...]) -> str | None:
    """What stands on standard input, if one of the targets asks for it."""
    if "-" not in targets:
        return None
    return piped_in().read().decode("utf-8", errors="replace")


def piped_in() -> BinaryIO:
    """Return standard input.

    Raises:
        UsageError: It was closed before we began.
    """
    if sys.stdin is None:
        raise UsageError("'-' stands for standard input, which is closed")
    return sys.stdin.buffer


@contextmanager
def writing(output: Path | None) -> Iterator[None]:
    """Say in one sentence why output could not be written.

    Raises:
        UsageError: The disk is full, the folder is missing, the file is not ours.
    """
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read our output has enough: no fault
    except OSError as error:
        where = output or "standard output"
        hint = "Name a file in a folder that you may write to."
        raise UsageError(f"can't write to {where}: {error.strerror or error}", hint=hint) from error


def as_utf8() -> None:
    """Write JSON and HTML to standard output in UTF-8, whatever the machine's own encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def opened(output: Path) -> TextIO:
    """Open a file for writing; its folder is made."""
    with writing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        return output.open("w", encoding="utf-8")


def write(text: str, output: Path | None) -> None:
    """Write a finished text: late, so that a failing run leaves an older file as it was."""
    if output is None:
        with writing(output):
            click.echo(text, nl=False)
        return
    with opened(output) as target, writing(output):
        target.write(text)
        target.flush()


def write_bytes(content: bytes, output: Path) -> None:
    """Write a finished file: all of it or nothing, so that half a file never passes for a whole one."""
    part = output.with_name(f"{output.name}.part")
    with writing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(output)
