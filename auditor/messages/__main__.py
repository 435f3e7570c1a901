"""``python -m auditor.messages``: collect all messages, write them into every catalogue, say what is missing.

``--check`` writes nothing and ends with status 1 if a catalogue is not complete. Names of languages confine
it to these: ``python -m auditor.messages --check de``.
"""

from __future__ import annotations

import sys
from typing import Final

import click

from auditor.messages.files import TRANSLATED, all_wanted, faults, update

MOST_SHOWN: Final = 20
"""Faults of one catalogue that are printed; the rest are counted."""


@click.command(help=__doc__)
@click.argument("languages", nargs=-1, type=click.Choice(TRANSLATED))
@click.option("--check", is_flag=True, help="Write nothing; status 1 if anything is missing.")
def main(languages: tuple[str, ...], *, check: bool) -> None:
    """Collect, write, check."""
    sets = all_wanted()
    whole = True
    for code in languages or TRANSLATED:
        for name, messages in sets.items():
            if not check:
                update(code, name, messages)
            found = list(faults(code, name, messages))
            whole = whole and not found
            for fault in found[:MOST_SHOWN]:
                click.echo(fault, err=True)
            more = len(found) - MOST_SHOWN
            if more > 0:
                click.echo(f"{code}/{name}: and {more} more faults", err=True)
            click.echo(f"{code}/{name}: {len(messages)} messages, {len(found)} faults")
    if check and not whole:
        sys.exit(1)


if __name__ == "__main__":
    main()
