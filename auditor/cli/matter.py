"""What ``saveraudit audit`` judges: targets read just now, or a bundle; and evidence of it."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from auditor.cli.options import standard_input, write_bytes
from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Container

    from auditor.evidence import Recorder
    from auditor.judge import ReviewedException
    from auditor.model import Audit, Listing
    from auditor.rulebook import Rulebook
    from auditor.sources import Fetcher


class Matter(NamedTuple):
    """What is judged: read just now, or when a bundle was made."""

    listing: Listing
    exceptions: tuple[ReviewedException, ...]
    at: dt.datetime
    recorder: Recorder | None


class Taking(NamedTuple):
    """How targets are read."""

    offline: bool
    cache: Path | None
    witnessed: bool
    """Whether evidence is kept."""
    policies: bool = True
    """Whether the privacy policy that a fetched listing names is asked for too."""


def take_in(
    targets: tuple[str, ...], exceptions_file: Path | None, how: Taking, rules: Container[str]
) -> Matter:
    """Read the targets, or open the bundle that is the only one of them. Exceptions may name ``rules``.

    Raises:
        UsageError: Evidence is asked for of what is evidence already.
        UnreadableTarget: None of the targets could be read.
    """
    from auditor.judge.exceptions_file import load_exceptions
    from auditor.sources import read
    from auditor.sources.local import is_web_archive

    exceptions = load_exceptions(exceptions_file, rules) if exceptions_file else None
    now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    bundles = [target for target in targets if is_web_archive(Path(target))]
    if bundles and how.witnessed:
        raise UsageError(
            f"{bundles[0]!r} is evidence already", hint="Leave --evidence out, or copy the file."
        )
    if bundles and len(set(targets)) == 1:
        return _matter_of(Path(targets[0]), exceptions, now)
    if bundles and exceptions is None:
        _say_what_is_left_out(bundles)
    recorder = _recorder() if how.witnessed else None
    fetcher = _fetcher(how, recorder)
    policies = how.policies and not how.offline
    listing = read(
        targets, stdin=standard_input(targets), fetcher=fetcher, witness=recorder, policies=policies
    )
    return Matter(listing, exceptions or (), now, recorder)


def _matter_of(path: Path, exceptions: tuple[ReviewedException, ...] | None, now: dt.datetime) -> Matter:
    """Return what a bundle holds: with its own exceptions as on its own day, unless others are given."""
    from auditor.evidence import listing_of, open_bundle

    bundle = open_bundle(path)
    if exceptions is None:
        return Matter(listing_of(bundle), bundle.manifest.exceptions, bundle.manifest.at, None)
    return Matter(listing_of(bundle), exceptions, now, None)


def _say_what_is_left_out(bundles: list[str]) -> None:
    """Say that day and exceptions of a bundle do not count for what was not in it."""
    for bundle in dict.fromkeys(bundles):
        click.echo(
            f"{bundle!r} is judged as of today and without exceptions of its own, because it is not the only"
            " target.",
            err=True,
        )


def _fetcher(how: Taking, recorder: Recorder | None) -> Fetcher | None:
    """Return who asks the network, where it is not the usual one, which is made only when it is needed."""
    if how.offline:
        from auditor.sources.offline import OfflineFetcher

        return OfflineFetcher()
    if how.cache is None:
        return None
    from auditor.fetch import open_fetcher

    return open_fetcher(cache=how.cache, keep=recorder.exchange if recorder else lambda _: None)


def _recorder() -> Recorder:
    from auditor.evidence import Recorder

    return Recorder()


def keep(matter: Matter, result: Audit, rulebook: Rulebook, path: Path) -> None:
    """Write the evidence of an audit; packed where the file's name ends in ``.gz``."""
    from auditor.evidence import Judged, bundle_of

    seen = matter.recorder.targets if matter.recorder else []
    judged = Judged(result, rulebook, matter.at, matter.exceptions)
    write_bytes(bundle_of(seen, judged, pack=path.suffix == ".gz"), path)
