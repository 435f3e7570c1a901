"""``saveraudit read``: the listing, not judged."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from auditor.cli.options import as_utf8, output_option, standard_input, write

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@output_option
@click.option("--offline", is_flag=True, help="Ask the network for nothing; addresses then can't be read.")
def read(targets: tuple[str, ...], output: Path | None, *, offline: bool) -> None:
    """Print what a tool says and asks for as JSON. The output is itself a target for 'audit' and 'scan'.

    \b
    Examples:
      saveraudit read page.html
      saveraudit read page.html permissions.txt | jq '.name, .access'
    """  # noqa: D301 -- \b is click's mark for "do not rewrap"
    from auditor.formats.json_text import harmless
    from auditor.sources import TARGET_CHECK
    from auditor.sources import read as read_targets
    from auditor.sources.offline import OfflineFetcher

    fetcher = OfflineFetcher() if offline else None
    listing = read_targets(targets, stdin=standard_input(targets), fetcher=fetcher)
    as_utf8()
    write(harmless(listing.model_dump_json(indent=2)) + "\n", output)
    if any(item.check == TARGET_CHECK for item in listing.not_read):
        sys.exit(3)
