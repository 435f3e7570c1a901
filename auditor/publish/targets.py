"""Targets of a watchlist as the sources take them: relative to its file, and never outside of its folder."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import NotFound, UnreadableTarget
from auditor.messages import N_
from auditor.publish.watchlist import is_address, leads_out
from auditor.sources.target import classify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MOST_NAME: Final = 1024
_PIECE: Final = 1 << 20
_MISSING: Final = "missing"


class Handed(NamedTuple):
    """One target as it is handed to the sources."""

    given: str
    """An address, a text, or the whole path of a file."""
    name: str
    """As the watchlist has it. Reports show this, never a path of the machine that made them."""


def handed(target: str, folder: Path) -> Handed:
    """Return how ``target`` is read.

    Raises:
        NotFound: It reads like a file, and there is none in ``folder``.
        UnreadableTarget: It leads out of the folder, by way of a link.
    """
    if is_address(target):
        return Handed(target, target)
    path = file_of(target, folder)
    if path is not None:
        return Handed(str(path), target)
    if leads_out(target) or _exists_here(target):
        # What stands in the folder in which the command was called is nobody's target.
        raise NotFound(N_(f"there is no file {target[:120]!r} beside the watchlist"))
    classify(target)
    return Handed(target, target)


def file_of(target: str, folder: Path) -> Path | None:
    """Return the file or folder that ``target`` names, or None where it names none.

    Raises:
        UnreadableTarget: It lies outside of ``folder``, by way of a link.
    """
    if is_address(target) or len(target) > _MOST_NAME or "\n" in target or leads_out(target):
        return None
    try:
        path = (folder / target).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return None
    if not path.is_relative_to(folder.resolve()):
        raise UnreadableTarget(
            N_(f"{target[:120]!r} leads out of the watchlist's folder"),
            hint="Put a copy beside the watchlist.",
        )
    return path


def without_paths(sentence: str, targets: Sequence[Handed]) -> str:
    """Return a sentence in which files have the names that the watchlist gives them."""
    for target in targets:
        if target.given != target.name:
            sentence = sentence.replace(target.given, target.name)
    return sentence


def state_of(target: str, folder: Path) -> str:
    """Return what changes when a target at hand does: the SHA-256 of a file, the target itself otherwise."""
    try:
        path = file_of(target, folder)
        if path is None:
            return target
        if path.is_dir():
            return ",".join(f"{part.name}:{_state(part)}" for part in sorted(path.rglob("*"))[:_MOST_NAME])
        return _state(path)
    except (OSError, UnreadableTarget):
        return _MISSING


def _state(path: Path) -> str:
    if not path.is_file():
        return _MISSING
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _exists_here(target: str) -> bool:
    if len(target) > _MOST_NAME or "\n" in target:
        return False
    try:
        return os.path.lexists(target)
    except (OSError, ValueError):
        return False
