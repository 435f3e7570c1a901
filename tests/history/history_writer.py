"""A process that writes looks into a history, and says after each that it is written.

Arguments: the database, the tool, a word, the number of the first look, how many. Looks say "word number".
"""

from __future__ import annotations

import sys

from history_samples import NOON, audit_saying, days

from auditor.history import open_history


def main(database: str, tool: str, word: str, first: int, count: int) -> None:
    """Write; the number of each look goes to standard output when it is in."""
    import auditor.history.store  # noqa: F401, PLC0415 - loaded first, so that the clock starts at the work

    _say("ready")
    with open_history(database) as history:
        for number in range(first, first + count):
            history.remember(tool, audit_saying(f"{word} {number}"), NOON + days(number))
            _say(number)


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    database, tool, word, first, count = sys.argv[1:6]
    main(database, tool, word, int(first), int(count))
