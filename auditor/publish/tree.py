"""Write a site so that nobody ever sees half of it, whenever the run is killed.

A whole new tree is put together beside the site; files that did not change are the same files on the disk.
Then both trees change places in one step. Where that can't be done (a mounted folder, or one that holds other
folders, such as a repository), files are replaced one by one, those that lead to others last; a run that was
killed in between is finished by the next.
"""

from __future__ import annotations

import os
import shutil
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import SiteError
from auditor.publish.editions import bare
from auditor.publish.inventory import NAME, Inventory, digest, inventory_of, is_too_large, stands
from auditor.publish.packed import Packed
from auditor.publish.swap import exchange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEADING: Final = ("index.html", "feed.xml", "feed.json", "index.json", "sitemap.xml", "changes/index.html")
"""Files that lead to others, in the order in which they are replaced, after all others."""
_HINT: Final = "Name a folder that is empty, not there yet, or was written by publish."


class Written(NamedTuple):
    """What was done to a site."""

    files: int = 0
    """Written anew."""
    removed: int = 0


class Plan(NamedTuple):
    """What a site is to hold."""

    inventory: Inventory
    fresh: Mapping[str, bytes]
    """Contents of files that may differ from those there; all others of the inventory stay."""


def next_to(site: Path, ending: str) -> Path:
    """Return a path beside a site, for what only publishing sees."""
    return site.with_name(f".{site.name}.{ending}")


def checked_folder(site: Path) -> None:
    """Make sure that a site may be written at ``site``.

    Raises:
        SiteError: Other things stand there.
    """
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site} is no folder", hint=_HINT)
    if is_too_large(site):
        raise SiteError(f"{site / NAME} is larger than any that publish writes", hint=_HINT)
    if site.exists() and inventory_of(site) is None and any(site.iterdir()):
        raise SiteError(f"{site} holds files that publish did not write", hint=_HINT)


def write_site(site: Path, plan: Plan) -> Written:
    """Bring a site to what is planned; nothing is written where it stands so already.

    Raises:
        SiteError: Other things stand there, or it can't be written.
    """
    checked_folder(site)
    _clear(next_to(site, "next"))
    old = inventory_of(site) or Inventory()
    content = chain(plan.fresh.items(), [(NAME, plan.inventory.written())])
    fresh = Packed((path, what) for path, what in content if not stands(site, path, digest(what)))
    gone = [path for path in old.files if path not in plan.inventory.files]
    if not fresh and not gone:
        return Written()
    try:
        _write(site, plan, fresh, gone)
    except OSError as error:
        raise SiteError(f"can't write {error.filename or site}: {error.strerror or error}") from error
    return Written(len(fresh.keys() - {NAME}), len(gone))


def _write(site: Path, plan: Plan, fresh: Mapping[str, bytes], gone: Iterable[str]) -> None:
    beside = next_to(site, "next")
    if not _swapped(site, beside, plan, fresh):
        _clear(beside)
        _in_place(site, plan, fresh, gone)
    _clear(beside)


def _swapped(site: Path, beside: Path, plan: Plan, fresh: Mapping[str, bytes]) -> bool:
    theirs = _others(site, plan)
    if os.path.ismount(site) or any(path.parent != site or not _is_plain(path) for path in theirs):
        return False
    try:
        _assemble(site, beside, plan, fresh, theirs)
    except PermissionError:  # the folder is ours, the one around it is not
        return False
    return _placed(beside, site)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _others(site: Path, plan: Plan) -> list[Path]:
    """Return what stands in a site and was not written by publish: it is kept as it is."""
    old = inventory_of(site) or Inventory()
    ours = {site / path for path in (*old.files, *plan.inventory.files, NAME)}
    folders = {folder for path in ours for folder in path.parents}
    found: list[Path] = []
    for here, below, files in os.walk(site):
        paths = [Path(here) / name for name in files]
        found += [path for path in paths if path not in ours and not _is_part(path)]
        found += [Path(here) / name for name in below if Path(here) / name not in folders]
        below[:] = [name for name in below if Path(here) / name in folders]
    return sorted(found)


def _is_part(path: Path) -> bool:
    """Whether a run that was killed left it."""
    return path.name.startswith(".") and path.name.endswith(".part")


def _assemble(site: Path, beside: Path, plan: Plan, fresh: Mapping[str, bytes], theirs: list[Path]) -> None:
    folders = {(beside / path).parent for path in (*plan.inventory.files, NAME)}
    for folder in sorted(folders):
        folder.mkdir(parents=True, exist_ok=True)
    for path in (*plan.inventory.files, NAME):
        if path not in fresh:
            _same(site / path, beside / path)
    for other in theirs:
        _same(other, beside / other.name)
    for path, content in fresh.items():
        (beside / path).write_bytes(content)
    if site.exists():
        shutil.copymode(site, beside)
    if hasattr(os, "sync"):
        os.sync()  # all of it is on the disk before anybody is led to it


def _same(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a disk without links
        shutil.copy2(old, new)


def _placed(beside: Path, site: Path) -> bool:
    """Put the new tree in place; what stood there stands beside it then."""
    if site.exists() and any(site.iterdir()):
        return exchange(beside, site)
    try:
        beside.replace(site)
    except OSError:
        return False
    return True


def _in_place(site: Path, plan: Plan, fresh: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Replace files one by one. At each moment the inventory names every file of ours that stands there."""
    site.mkdir(parents=True, exist_ok=True)
    for left in site.rglob(".*.part"):
        left.unlink()
    old = inventory_of(site)
    both = (old or plan.inventory.model_copy(update={"units": {}})).with_added(plan.inventory)
    if both != old:
        _replace(site / NAME, both.written())
    for path in sorted(fresh.keys() - {NAME}, key=_turn):
        _replace(site / path, fresh[path])
    for path in gone:
        (site / path).unlink(missing_ok=True)
        _without_empty(site, (site / path).parent)
    if NAME in fresh:
        _replace(site / NAME, fresh[NAME])


def _turn(path: str) -> tuple[int, str]:
    plain = bare(path)
    return (len(_LEADING) - _LEADING.index(plain) if plain in _LEADING else 0), path


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def _without_empty(site: Path, folder: Path) -> None:
    while folder != site and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _clear(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
