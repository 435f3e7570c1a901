"""Packages on the disk: large ones are read in pieces, and none is taken for something else."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from auditor.errors import TooLarge, UnknownFormat, UnreadableTarget
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_PACKAGE_BYTES
from auditor.model import Listing, NotAnalysed
from auditor.sources import read
from auditor.sources.blob import Held, OnDisk, Part, sha256_of
from auditor.sources.merge import ANDROID_PERMISSIONS, merge
from tests.sources.android.build_package import (
    File,
    apk,
    asks,
    files_of,
    ids,
    manifest,
    read_bytes,
    write_zip,
)

if TYPE_CHECKING:
    from pathlib import Path

ROOT = manifest(*asks("READ_SMS"))


def test_a_large_package_is_read_whole(tmp_path: Path) -> None:
    """Its hash is that of the whole file, though only pieces are ever held."""
    data = write_zip([File("assets/film", os.urandom(MAX_DOCUMENT_BYTES + 1), method=0), *files_of(ROOT)])
    path = tmp_path / "large.apk"
    path.write_bytes(data)
    listing = read([str(path)])

    assert ids(listing) == ["READ_SMS"]
    assert listing.sources[0].sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["large.apk", "large.bin"])
def test_what_is_too_large_is_refused_without_being_read(tmp_path: Path, name: str) -> None:
    """A package has a higher bound than a page."""
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(MAX_PACKAGE_BYTES + 1)

    with pytest.raises(TooLarge, match="512 MB" if name.endswith("apk") else "16 MB"):
        read([str(path)])


def test_a_file_that_changes_while_it_is_read_is_an_error(tmp_path: Path) -> None:
    """Never a mixture of both."""
    path = tmp_path / "a.apk"
    path.write_bytes(b"before")
    blob = OnDisk.at(path)
    path.write_bytes(b"after, and longer")

    with pytest.raises(UnreadableTarget, match="changed while it was read"):
        blob.read(0, 1)
    path.unlink()
    with pytest.raises(UnreadableTarget, match="could not be read"):
        blob.read(0, 1)


def test_a_part_ends_where_it_ends() -> None:
    """Whatever is asked for."""
    part = Part(Held(b"0123456789"), 2, 5)

    assert (part.read(0, 100), part.read(3, 100), part.read(5, 1), part.read(-4, 2)) == (
        b"23456",
        b"56",
        b"",
        b"23",
    )
    assert sha256_of(part) == hashlib.sha256(b"23456").hexdigest()


def test_a_package_under_a_wrong_name_is_still_one() -> None:
    """And a text under a package's name is none."""
    assert read_bytes(apk(ROOT), "holiday.jpg").kind == "android-package"
    with pytest.raises(UnreadableTarget, match="the list of its files is missing"):
        read_bytes(b"See who saved your video!", "savespy.apk")
    with pytest.raises(UnknownFormat, match="archive"):
        read_bytes(write_zip([File("a.txt", b"x")]), "a.txt")


def test_a_package_closes_what_its_store_page_leaves_open() -> None:
    """Also where it asks for nothing."""
    open_note = NotAnalysed(check=ANDROID_PERMISSIONS, reason="The page does not show them.")
    page = Listing(kind="google-play", name="SaveSpy", not_read=(open_note,))
    joined = merge([page, read_bytes(apk())])

    assert joined.access == ()
    assert ANDROID_PERMISSIONS not in [note.check for note in joined.not_read]
    assert joined.name == "SaveSpy"
