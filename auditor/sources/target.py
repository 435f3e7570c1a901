"""Decide what a user's string is: an address, a file, or pasted text.

A path with a typing mistake is an error, never a text, because an audit of the path's letters would
find nothing and say so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from auditor.errors import EmptyTarget, NotFound, UnknownFormat, UnreadableTarget, UsageError
from auditor.limits import MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.sources.characters import whole_characters
from auditor.sources.interface import Target, TargetKind
from auditor.sources.redact import redact

PASTED: Final = N_("pasted text")
_MAX_PATH: Final = 1024
_MAX_PATH_WORDS: Final = 6
_SHOWN: Final = 120
"""Characters of a target that an error repeats, so that it stays one line."""
_SCHEME: Final = re.compile(r"(?i)^([a-z][a-z0-9+.-]*):(?=//)")
_STORE_SCHEME: Final = re.compile(r"(?i)^market://details\?(?=.*\bid=)")
_ENDING: Final = re.compile(
    r"(?i)\.(?:html?|xhtml|mhtml?|webarchive|json|jsonl|ya?ml|txt|md|pdf|docx?|apk[ms]?|xapk|aab|crx|xpi|zip|csv"
    r"|user\.js|warc|warc\.gz)$"
)
_ADDRESS: Final = re.compile(r"(?i)^(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?$")
_PASTE_HINT: Final = "To audit it as text, hand it in through standard input with '-'."


def classify(given: str, stdin: str | None = None) -> Target:
    """Return what ``given`` is; "-" is the text ``stdin``.

    Raises:
        NotFound: It looks like a path or an address, and there is nothing there.
        UnreadableTarget: It is a folder, an address of a kind that is not read, or nothing at all.
        UsageError: It is "-" and nothing came in on standard input.
    """
    if given == "-":
        return _from_stdin(stdin)
    stripped = given.strip()
    if not stripped:
        raise EmptyTarget(N_("the target is empty"), hint="Hand in an address, a file or a text.")
    path = existing(given) or existing(stripped)
    if path is not None:
        return Target(given=given, kind=TargetKind.FILE, label=given.strip(), path=path)
    if (url := _as_url(stripped)) is not None:
        return Target(given=given, kind=TargetKind.URL, label=redact(url), url=url)
    _refuse_paths(stripped)
    return Target(given=given, kind=TargetKind.TEXT, label=PASTED)


def _from_stdin(stdin: str | None) -> Target:
    if stdin is None:
        raise UsageError("'-' stands for standard input, and nothing came in there")
    stripped = stdin.strip()
    if not stripped:
        raise EmptyTarget(N_("standard input is empty"), hint="Pipe a text into the command, or name a file.")
    if not re.search(r"\s", stripped) and (url := _as_url(stripped)) is not None:
        return Target(given=stdin, kind=TargetKind.URL, label=redact(url), url=url)
    return Target(given=stdin, kind=TargetKind.TEXT, label=PASTED)


def existing(given: str) -> Path | None:
    """Return the path of that name if something stands there; what can't be a path is none."""
    if len(given) > _MAX_PATH or "\0" in given or "\n" in given:
        return None
    path = Path(given)
    try:
        return path if path.exists() else None
    except (OSError, ValueError):
        return None


def _as_url(stripped: str) -> str | None:
    """Return an http or https address, or None where ``stripped`` is no address at all."""
    stripped = _STORE_SCHEME.sub("https://play.google.com/store/apps/details?", stripped)
    scheme = _SCHEME.match(stripped)
    if scheme is None or re.search(r"\s", stripped):
        return None
    if scheme[1].lower() not in ("http", "https"):
        raise UnreadableTarget(
            N_(f"addresses that begin with {scheme[1].lower()}: are not read"),
            hint="Hand in an http or https address, or the path of a file.",
        )
    if len(stripped) > MAX_URL_CHARACTERS:
        raise UnreadableTarget(N_(f"the address is longer than {MAX_URL_CHARACTERS:,} characters"), hint="")
    return whole_characters(stripped)


def _refuse_paths(stripped: str) -> None:
    """Raise where ``stripped`` looks like a path or an address rather than like words."""
    shown = stripped if len(stripped) <= _SHOWN else stripped[: _SHOWN - 1] + "…"
    words = stripped.split()
    if len(words) == 1 and _ADDRESS.match(stripped) and not _ENDING.search(stripped):
        raise NotFound(
            N_(f"there is no file {shown!r}, and an address needs its beginning"),
            hint=f"Write https://{shown}" if len(shown) == len(stripped) else "Write https:// before it.",
        )
    one_token = len(words) == 1 and (stripped.isascii() or re.search(r"[/\\]", stripped))
    named = "\n" not in stripped and len(words) <= _MAX_PATH_WORDS and _ENDING.search(stripped)
    rooted = "\n" not in stripped and re.match(r"(?i)(?:~?/|\.{1,2}[/\\]|[a-z]:\\)\S", stripped)
    if one_token or named or rooted:
        raise NotFound(N_(f"there is no file {shown!r}"), hint=f"Check the path. {_PASTE_HINT}")


def refuse_folder(path: Path) -> None:
    """Raise where ``path`` is no ordinary file.

    Raises:
        UnreadableTarget: It is a folder.
        UnknownFormat: It is a device, a pipe or a socket.
    """
    if path.is_dir():
        raise UnreadableTarget(N_(f"{str(path)!r} is a folder"), hint="Name one or more files in it.")
    if not path.is_file():
        raise UnknownFormat(N_(f"{str(path)!r} is no ordinary file"))
