"""The commands, out of the parser of the command line; and how they end, out of the tree of errors."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import textwrap
from typing import TYPE_CHECKING, Final

import click

import auditor
from auditor.cli import app
from auditor.errors import AuditorError
from auditor.reference.docstrings import first_sentence
from auditor.reference.markdown import code, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENDINGS: Final[Mapping[int, str]] = {
    0: "Done.",
    1: "Done, and what was asked for came true: the verdict is at or above `--fail-on LEVEL`, `diff "
    "--exit-code` found a change, `verify` a difference, `rules test` or `rules lint` a fault.",
    2: "The command line, or a file of yours, is wrong.",
    3: "A target could not be read. What could be read is still reported.",
    130: "Stopped by Ctrl-C.",
}
"""Every exit status."""
ENVIRONMENT: Final[Mapping[str, str]] = {
    "SAVERAUDIT_HISTORY": "The history of `audit`, `history` and `diff`, where `--history` is not given.",
    "SAVERAUDIT_CONTACT": "A page or mailbox of yours that sites are told when they are asked for a page.",
    "SAVERAUDIT_CACHE": "Folder in which the parsed rules are kept to start faster; `off` keeps nothing.",
    "SOURCE_DATE_EPOCH": "The time that a `publish` run takes for now: seconds since 1970.",
    "NO_COLOR": "Set to anything: no colours on a terminal.",
    "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": "The language of a terminal, where `--language` is not given.",
}
"""Every variable of the environment that is heeded."""
_BLOCK = "\b\n"
_APART: Final = re.compile(r"^auditor\.training\b|\.migrations\b|\.__main__$")
"""Modules that are run by others and hold no errors."""
_ERRORS = (
    "Each is one sentence on standard error, and a second one that says what to do. From Python, "
    "`auditor.errors.AuditorError` catches all of them; an indented error is a kind of the one above it."
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, groups before what they hold."""

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                assert inner is not None  # noqa: S101 - it was just listed
                yield from walk(inner, f"{name} {part}")

    yield from walk(app, "saveraudit")


def commands_page() -> str:
    """Return the page of all commands."""
    return "\n".join(_command(name, command) for name, command in commands())


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    parts = [f"## {name}\n", f"```text\n{usage}\n```\n", *_help(command)]
    rows = [_option(option, context) for option in command.params if isinstance(option, click.Option)]
    if rows:
        parts.append(table(("option", "takes", "meaning"), rows))
    return "\n".join(parts)


def _help(command: click.Command) -> Iterator[str]:
    for block in inspect.cleandoc(command.help or "").split("\n\n"):
        if not block.startswith(_BLOCK):
            yield words(block) + "\n"
            continue
        head, *lines = block.removeprefix(_BLOCK).splitlines()
        kind = "console" if head == "Examples:" else "text"
        yield f"{head}\n\n```{kind}\n{textwrap.dedent(chr(10).join(lines))}\n```\n"


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    names = ", ".join(code(name) for name in (*option.opts, *option.secondary_opts))
    takes = "" if option.is_flag else _takes(option, context)
    meaning = words(option.help or "")
    if option.show_default and not option.is_flag:
        meaning += f" Without it: {code(option.default)}."
    if option.required:
        meaning += " Must be given."
    return names, takes, meaning


def _takes(option: click.Option, context: click.Context) -> str:
    if isinstance(option.type, click.Choice):
        return ", ".join(code(choice) for choice in option.type.choices)
    name = code(option.make_metavar(context))
    return f"{name}, several times" if option.multiple else name


def endings_page() -> str:
    """Return the page on exit statuses, errors and variables of the environment."""
    endings = table(("status", "meaning"), [(code(status), text) for status, text in ENDINGS.items()])
    errors = table(
        ("error", "status", "meaning", "what it advises"),
        [
            (
                f"{'· ' * depth}{code(error.__name__)}",
                str(error.exit_status),
                words(first_sentence(error)),
                _advice(error),
            )
            for depth, error in errors_by_depth()
        ],
    )
    variables = [(", ".join(map(code, names.split(", "))), text) for names, text in ENVIRONMENT.items()]
    return (
        f"{endings}\n## Errors\n\n{_ERRORS}\n\n{errors}\n## Environment\n\n"
        f"{table(('variable', 'meaning'), variables)}"
    )


def _advice(error: type[AuditorError]) -> str:
    return words(error.default_hint)


def errors_by_depth() -> list[tuple[int, type[AuditorError]]]:
    """Return every error with its depth in the tree, each after its parent."""
    for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if not _APART.search(module.name):
            importlib.import_module(module.name)

    def walk(error: type[AuditorError], depth: int) -> Iterator[tuple[int, type[AuditorError]]]:
        yield depth, error
        for below in sorted(error.__subclasses__(), key=lambda one: (one.exit_status, one.__name__)):
            if below.__module__.startswith("auditor."):
                yield from walk(below, depth + 1)

    return list(walk(AuditorError, 0))
