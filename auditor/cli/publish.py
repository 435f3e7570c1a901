"""``saveraudit publish``: from a watchlist to a site, again and again."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import exceptions_option, language_codes, policy_option, rules_option
from auditor.errors import UsageError
from auditor.formats.clean import visible
from auditor.messages.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.publish import Published
    from auditor.sources import Fetcher

DEFAULT_PORT = 8000
_EPOCH = "SOURCE_DATE_EPOCH"
_NOTHING = "nothing to write: the site is up to date"


@click.command()
@click.option(
    "--watchlist",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Which tools to report on, in YAML; targets are relative to it.",
)
@click.option(
    "--site",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site stands: a folder of its own.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where history and looks are kept; .saveraudit beside the watchlist where it is not given.",
)
@click.option(
    "--history",
    "database",
    metavar="URL",
    help="Keep the history in this SQLite file or database instead.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(tuple(LANGUAGES)),
    metavar="CODE",
    help=f"Write the site in this language: {language_codes}; may be given several times. "
    "The first stands at the root, each other below its code. Without it, the watchlist's languages count.",
)
@exceptions_option
@rules_option
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep pages there and ask only whether they changed.",
)
@policy_option
@click.option("--offline", is_flag=True, help="Leave out tools that have addresses; they keep their audits.")
@click.option("--again", is_flag=True, help="Read all tools, due or not.")
@click.option("--preview", is_flag=True, help="Then show the site in a browser on this machine alone.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="Of the preview."
)
def publish(  # noqa: PLR0913, PLR0917 -- one parameter an option
    file: Path | None,
    site: Path,
    state: Path | None,
    database: str | None,
    languages: tuple[str, ...],
    exceptions_file: Path | None,
    folders: tuple[Path, ...],
    cache: Path | None,
    *,
    no_policy: bool,
    offline: bool,
    again: bool,
    preview: bool,
    port: int,
) -> None:
    """Audit all tools of a watchlist that are due, and bring a static site up to date.

    A tool that can't be read keeps its last audit, dated and marked. Readers never see half a site, and a
    run that is killed is finished by the next. Where the site would not be fair, nothing is published.

    \b
    Examples:
      saveraudit publish --watchlist tools.yaml --site site
      saveraudit publish --watchlist tools.yaml --site site --preview
      saveraudit publish --watchlist tools.yaml --site site --language en --language es --language ar
      saveraudit publish --site site --preview
      saveraudit publish --watchlist tools.yaml --site site --history postgresql://me@db/audits

    \b
    Exit status:
      0  done
      2  the watchlist or another file is wrong, or the site would not be fair: it stays as it was
      3  done, and a tool could not be read
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    unread = False
    site = site.resolve()
    if file is not None:
        with ExitStack() as stack:
            done = _published(
                file, site, state or file.parent / ".saveraudit", stack,
                database=database, languages=languages, exceptions_file=exceptions_file, folders=folders,
                cache=cache, policies=not no_policy, offline=offline, again=again,
            )  # fmt: skip
        click.echo(_summary(done), err=True)
        unread = bool(done.audited.failed)
    elif not preview:
        raise UsageError("there is no --watchlist", hint="Name one, or show a site with --preview.")
    if preview:
        _show(site, port)
    if unread:
        sys.exit(3)


def _published(  # noqa: PLR0913 -- one parameter an option
    file: Path,
    site: Path,
    state: Path,
    stack: ExitStack,
    *,
    database: str | None,
    languages: tuple[str, ...],
    exceptions_file: Path | None,
    folders: tuple[Path, ...],
    cache: Path | None,
    policies: bool,
    offline: bool,
    again: bool,
) -> Published:
    from auditor.history import open_history
    from auditor.judge.exceptions_file import load_exceptions
    from auditor.publish import Looks, Place, Rules, Run, ToolReader, load_watchlist
    from auditor.publish import publish as publish_site
    from auditor.publish.later import Later
    from auditor.publish.lock import alone
    from auditor.rulebook import load_rulebook

    watchlist = load_watchlist(file).in_languages(tuple(dict.fromkeys(languages)))
    rulebook = load_rulebook(*folders)
    exceptions = load_exceptions(exceptions_file, rulebook.findings) if exceptions_file else ()
    now = _now()
    rules = Rules(rulebook, exceptions)
    stack.enter_context(alone(state / "lock"))
    history = stack.enter_context(open_history(database or str(state / "history.db")))
    looks = stack.enter_context(Looks(state / "looks.jsonl"))
    reader = ToolReader(watchlist.folder, Later(lambda: _fetcher(cache)), policies=policies)
    run = Run(now, reader, again=again, offline=offline, progress=_bar(stack))
    place = Place(site, history, looks, str(exceptions_file or ""))
    return publish_site(watchlist, place, rules, run)


def _fetcher(cache: Path | None) -> Fetcher:
    from auditor.fetch import open_fetcher

    return open_fetcher(cache=cache)


def _now() -> dt.datetime:
    """Return the time of this run, which its audits carry; given by whoever wants to repeat a run exactly.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    given = os.environ.get(_EPOCH)
    if given is None:
        return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    try:
        return dt.datetime.fromtimestamp(int(given), tz=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{_EPOCH} is {given[:40]!r}", hint="It is a number of seconds since 1970, or not set."
        ) from error


def _bar(stack: ExitStack) -> Callable[[int, int, str], None]:
    """Return what shows progress on standard error, where somebody watches."""
    if not sys.stderr.isatty():
        return lambda _done, _of, _tool: None
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = bar.add_task("", total=None)

    def show(done: int, of: int, tool: str) -> None:
        bar.update(task, completed=done, total=of, description=tool)  # an id has letters and hyphens only

    return show


def _summary(done: Published) -> str:
    audited, written, failed = done.audited, done.written, len(done.audited.failed)
    lines = [
        f"{audited.due:,} due, {len(audited.changed):,} say something new, {failed:,} could not be read",
        f"{written.files:,} files written, {written.removed:,} removed" if sum(written) else _NOTHING,
    ]
    # A reason may quote what a stranger named a thing.
    lines += [f"  {tool}: {visible(reason)}" for tool, reason in sorted(audited.failed.items())]
    if done.old_clauses:
        lines.append(f"time to read these clauses again: {', '.join(done.old_clauses)}")
    return "\n".join(lines)


def _show(site: Path, port: int) -> None:
    from auditor.publish.preview import preview

    with preview(site, port) as server:
        click.echo(f"http://{server.server_address[0]!s}:{server.server_port}/ (Ctrl-C ends it)", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("", err=True)
