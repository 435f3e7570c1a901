"""Parse all rule files at once, and remember the data for the next start.

Parsing YAML is the slow part of loading rules. The cache holds plain JSON in the user's cache folder, under a
name made from the bytes of all files and the version of this tool, so it can never be stale; it may be
deleted at any time. ``SAVERAUDIT_CACHE=off`` turns it off, ``SAVERAUDIT_CACHE=FOLDER`` puts it elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from auditor import __version__
from auditor.errors import RuleError
from auditor.rulebook.yaml_file import Lines, YamlFile

WORTH_BYTES: Final = 64 * 1024
"""Fewer bytes of YAML than this are parsed each time."""

KEPT: Final = 8
"""Entries that stay when a new one is written; older ones are removed."""

_FORMAT: Final = 1
_VARIABLE: Final = "SAVERAUDIT_CACHE"


def parse_files(files: list[tuple[str, bytes]]) -> list[YamlFile | RuleError]:
    """Return each file (name and bytes) parsed, or what is wrong with it, in the same order."""
    folder = cache_folder() if sum(len(raw) for _, raw in files) >= WORTH_BYTES else None
    if folder is None:
        return [_parse(shown, raw) for shown, raw in files]
    entry = folder / f"rules-{_key(files)}.json"
    remembered = _recall(entry, len(files))
    if remembered is not None:
        pairs = zip(files, remembered, strict=True)
        return [YamlFile(shown, raw, data, _lines_of) for (shown, raw), data in pairs]
    parsed = [_parse(shown, raw) for shown, raw in files]
    if not any(isinstance(file, RuleError) for file in parsed):
        _remember(entry, [file.data for file in parsed if isinstance(file, YamlFile)])
    return parsed


def cache_folder() -> Path | None:
    """Return the folder of the cache, which need not exist yet, or None where there is to be no cache."""
    chosen = os.environ.get(_VARIABLE, "")
    if chosen.lower() in ("off", "0", "no", "false"):
        return None
    if chosen:
        return Path(chosen)
    try:
        return _users_caches() / "saveraudit"
    except RuntimeError:  # a user without a home
        return None


def _users_caches() -> Path:
    if sys.platform == "win32":
        given, usual = "LOCALAPPDATA", ("AppData", "Local")
    elif sys.platform == "darwin":
        given, usual = "XDG_CACHE_HOME", ("Library", "Caches")
    else:
        given, usual = "XDG_CACHE_HOME", (".cache",)
    chosen = os.environ.get(given, "")
    return Path(chosen) if chosen else Path.home().joinpath(*usual)


def _parse(shown: str, raw: bytes) -> YamlFile | RuleError:
    from auditor.rulebook.yaml_source import parse_yaml  # noqa: PLC0415 -- PyYAML is not needed on a hit

    try:
        return parse_yaml(raw, shown)
    except RuleError as error:
        return error


def _key(files: list[tuple[str, bytes]]) -> str:
    total = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    for _, raw in files:
        total.update(hashlib.sha256(raw).digest())
    return total.hexdigest()[:32]


def _recall(entry: Path, files: int) -> list[Any] | None:
    """Return the data of so many files, or None where the entry is missing or damaged."""
    try:
        checksum, _, body = entry.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(body):
        return None
    data = json.loads(body)
    return data if isinstance(data, list) and len(data) == files else None


def _remember(entry: Path, data: list[Any]) -> None:
    """Write an entry, all or nothing. A cache that can't be written is no fault."""
    body = json.dumps(data, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=entry.parent, prefix="rules-", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(_checksum(body) + b"\n" + body)
        Path(temporary).replace(entry)
        _forget_old(entry.parent)


def _forget_old(folder: Path) -> None:
    entries = sorted(folder.glob("rules-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[KEPT:]:
        path.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _lines_of(raw: bytes, path: str) -> Lines:
    from auditor.rulebook.yaml_source import lines_of  # noqa: PLC0415 -- needed only where something is wrong

    return lines_of(raw, path)
