"""Every error that Saveraudit raises on purpose. Each knows its exit status and what to try next.

AuditorError
├── UsageError            exit 2   the command line or a file of the user's own is wrong
│   ├── RuleError         exit 2   a rule file is wrong; knows file and line
│   ├── ExceptionsError   exit 2   an exceptions file is wrong
│   ├── WatchlistError    exit 2   a watchlist is wrong; the sentence names file and line
│   ├── SiteError         exit 2   a site can't be written where it is to stand
│   ├── Unfair            exit 2   a site would not be fair: it is not published; knows each problem
│   └── HistoryError      exit 2   a history can't be opened, read or written
│       └── UnknownTool            it knows no such tool
└── UnreadableTarget      exit 3   a target could not be read
    ├── NotFound                   no such file, or the server answered 404 or 410
    ├── UnknownFormat              none of the sources knows what this is
    ├── EmptyTarget                read, and there was nothing in it
    ├── LayoutChanged              a known kind of page whose layout no longer matches
    ├── TooLarge                   over one of the bounds in :mod:`auditor.limits`
    └── FetchError                 the network answered with a fault or not at all
        ├── BlockedAddress         the address is private or otherwise not to be asked
        ├── LeadsToConsent         the address leads on to a consent page; knows its link
        └── Walled                 a bot wall or a login wall stands before the page
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class AuditorError(Exception):
    """Base of all: catch this one. ``str(error)`` is one clear sentence.

    ``hint`` is a second sentence that says what to do next, or "" where there is nothing to do.
    """

    exit_status = 3
    default_hint = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = self.default_hint if hint is None else hint


class UsageError(AuditorError):
    """The command line, or a file that the user wrote, is wrong."""

    exit_status = 2
    default_hint = "Run 'saveraudit --help' for the commands with examples."


class RuleError(UsageError):
    """A rule file is wrong. ``str(error)`` begins with ``file:line``."""

    default_hint = "Mend the file, then run 'saveraudit rules test'."

    def __init__(self, path: str, line: int, message: str, *, hint: str | None = None) -> None:
        super().__init__(f"{path}:{line}: {message}", hint=hint)
        self.path = path
        self.line = line
        self.message = message


class ExceptionsError(UsageError):
    """A file of exceptions is wrong: a field missing, a date that is none."""

    default_hint = "Each exception needs rule, tool, reason, reviewer and expires."


class HistoryError(UsageError):
    """A history can't be opened, read or written: no such file, a faulty database, a name it can't keep."""

    default_hint = "Name another file with --history, or mend this one from a copy."


class UnknownTool(HistoryError):
    """The history knows no such tool."""


class WatchlistError(UsageError):
    """A watchlist is wrong. ``str(error)`` begins with ``file:line``."""


class SiteError(UsageError):
    """A site can't be written there: the folder holds other things, or another publish is at it."""

    default_hint = "Name another folder with --site."


class Unfair(UsageError):
    """A site would accuse without ground, or show what it must not. It stays as it was."""

    default_hint = "Nothing was published. Mend what is named above and run it again."

    def __init__(self, problems: tuple[str, ...]) -> None:
        head = "one thing keeps" if len(problems) == 1 else f"{len(problems)} things keep"
        lines = "".join(f"\n- {problem}" for problem in problems)
        super().__init__(f"{head} this site from being published:{lines}")
        self.problems = problems


class UnreadableTarget(AuditorError):
    """A target could not be read."""

    exit_status = 3
    default_hint = "Save the page in your browser and audit the saved file, or paste the text."
    failure: str = ""
    """Which of :class:`auditor.fetch.failures.Failure`, where the network was asked."""
    after: float | None = None
    """Seconds after which a server wants to be asked again, where it says so."""
    at: datetime | None = None
    """When the network was asked; with time zone."""


class NotFound(UnreadableTarget):
    """No such file, or the server says that there is no such page."""

    default_hint = "Check the path or the address for a typing mistake."


class UnknownFormat(UnreadableTarget):
    """None of the sources knows what the target is."""

    default_hint = (
        "Hand in a web page, a browser extension, a consent link, a listing (JSON, YAML) or plain text."
    )


class EmptyTarget(UnreadableTarget):
    """The target was read and holds nothing to audit."""


class LayoutChanged(UnreadableTarget):
    """A known kind of page in which the known places are empty: its layout has changed."""


class TooLarge(UnreadableTarget):
    """The target is larger than a bound in :mod:`auditor.limits`."""

    default_hint = "Hand in the part that describes the tool."


class FetchError(UnreadableTarget):
    """The network answered with a fault, or not at all."""


class BlockedAddress(FetchError):
    """The address is private, special or otherwise never asked."""

    default_hint = "Only public http and https addresses on ordinary ports are read."


class LeadsToConsent(FetchError):
    """The address leads to a consent page, which is never opened. ``url`` is the link to it, unredacted."""

    default_hint = "Copy the address of the consent page out of your browser and audit that link."

    def __init__(self, message: str, url: str) -> None:
        super().__init__(message)
        self.url = url


class Walled(FetchError):
    """A bot wall or a login wall stands before the page."""
