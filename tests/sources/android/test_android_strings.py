"""Names in all the lengths and letters that packages hold them in, and more of them than anybody has."""

from __future__ import annotations

import struct

import pytest

from auditor.limits import MAX_ACCESS
from auditor.sources.android.pool import StringPool
from tests.sources.android.build_package import apk, ids, manifest, read_bytes
from tests.sources.android.build_xml import Habits, node, write_pool

TEXTS = ["", "x", "ä" * 63, "x" * 127, "x" * 128, "保" * 300, "👻" * 200, "x" * 0x7FFF]


@pytest.mark.parametrize("utf8", [False, True])
def test_strings_of_every_length_are_read(utf8: bool) -> None:  # noqa: FBT001
    """Up to the bound, in both encodings."""
    pool = StringPool(write_pool(TEXTS, utf8=utf8), 0)

    for index, text in enumerate(TEXTS):
        assert pool[index] == (text if utf8 else text[: 32_768 // 2])
    assert pool[len(TEXTS)] is None
    assert pool[-1] is None


def test_a_very_long_string_is_cut() -> None:
    """Its length takes two words."""
    assert StringPool(write_pool(["x" * 0x12345]), 0)[0] == "x" * 16_384


def test_javas_way_of_writing_letters_beyond_the_first_plane_is_understood() -> None:
    """A pair of halves, each in three bytes; a lone half becomes a mark."""
    ghost = "\ud83d\udc7b".encode("utf-8", "surrogatepass")
    for raw, text in ((ghost, "👻"), (ghost[:3], "\ufffd"), (b"\xff\xfe", "\ufffd\ufffd")):
        data = bytes([len(raw), len(raw)]) + raw + b"\0"
        pool = struct.pack("<HHLLLLLLL", 1, 28, 32 + len(data), 1, 0, 256, 32, 0, 0) + data
        assert StringPool(pool, 0)[0] == text


def test_names_of_one_line_stay_one_line() -> None:
    """And short."""
    app = node("application", a_label="Save\n\n  Spy " + "y" * 1000)
    listing = read_bytes(apk(manifest(app=app), habits=Habits(utf8=True)))

    assert listing.name is not None
    assert listing.name.startswith("Save Spy yyy")
    assert len(listing.name) <= 400


def test_more_permissions_than_a_listing_holds_are_noted() -> None:
    """With how many there were."""
    root = manifest(*(node("uses-permission", a_name=f"x.P{index}") for index in range(MAX_ACCESS + 5)))
    listing = read_bytes(apk(root))

    assert len(ids(listing)) == MAX_ACCESS
    assert [note.reason for note in listing.not_read if note.check == "access"] == [
        "Only the first 4,000 of 4,005 permissions were kept."
    ]
