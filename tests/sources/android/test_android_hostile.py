"""Packages that are made to break readers: each ends in a listing or in one sentence, in bounded time."""

from __future__ import annotations

import stat
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import TooLarge, UnreadableTarget
from auditor.limits import MAX_RESOURCES_BYTES, MAX_XML_ELEMENTS
from tests.pace import soon
from tests.sources.android.build_package import (
    MANIFEST,
    File,
    apk,
    asks,
    files_of,
    ids,
    lying,
    manifest,
    read_bytes,
    seen,
    write_zip,
)  # fmt: skip
from tests.sources.android.build_signing import block, certificate
from tests.sources.android.build_table import number, write_table
from tests.sources.android.build_xml import Habits, Ref, chunk, node, write_pool, write_xml

ROOT = manifest(*asks("READ_SMS"))
WHOLE = write_zip(
    [
        *files_of(
            manifest(*asks("CAMERA"), app=node("application", a_label=Ref(number(1, 0)))),
            {"resources.arsc": write_table({1: {0: {"": "Save Spy"}}})},
        )
    ],
    block=block(v2=[certificate(1)]),
)


@pytest.mark.parametrize("method", [0, 8])
def test_a_manifest_of_plain_xml_is_called_that(method: int) -> None:
    """It unpacks; no phone reads it."""
    plain = b'<?xml version="1.0"?><manifest package="com.tool"/>'
    with pytest.raises(UnreadableTarget, match="is of another kind than it should be"):
        read_bytes(write_zip([File(MANIFEST, plain, method=method)]))


def test_a_manifest_that_does_not_unpack_is_called_that() -> None:
    """Its headers say that it is packed, and it is not."""
    broken = File(MANIFEST, b"\xff" * 40, method=0, said=8)
    with pytest.raises(UnreadableTarget, match="does not unpack"):
        read_bytes(write_zip([broken]))


@pytest.mark.parametrize(
    "lies",
    [
        {"flags": 1}, {"flags": 1, "method": 0}, {"method": 0, "said": 1234}, {"method": 0, "said": 99},
        {"said_locally": 0}, {"said_locally": 77}, {"method": 0, "said_locally": 8}, {"size_said": 0},
        {"method": 0, "said": 8}, {"said": 0}, {"local_name": "x"}, {"local_name": "y" * 60},
        {"local_extra": b"\1" * 40}, {"extra_said": 60_000},
    ],
)  # fmt: skip
def test_headers_that_lie_are_seen_through(lies: dict[str, object]) -> None:
    """Encryption that is none, methods that do not exist, sizes and names that differ."""
    assert ids(read_bytes(lying(ROOT, **lies))) == ["READ_SMS"]


@pytest.mark.parametrize("lies", [{"flags": 1}, {"method": 0, "said": 1234}])
def test_what_only_evasive_packers_write_is_observed(lies: dict[str, object]) -> None:
    """For the rules to judge."""
    assert "marked as encrypted" in seen(read_bytes(lying(ROOT, **lies)))["made-unreadable"]


def test_a_manifest_that_stands_twice_is_read_once_and_observed() -> None:
    """Android refuses such a package today."""
    decoy = File(MANIFEST, write_xml(manifest()))
    listing = read_bytes(write_zip([*files_of(ROOT), decoy]))

    assert ids(listing) == ["READ_SMS"]
    assert "2 times" in seen(listing)["made-unreadable"]


@pytest.mark.parametrize("before", [b"dex\n035\0", b"\0" * 4000])
def test_what_stands_before_the_archive_does_not_matter(before: bytes) -> None:
    """As in packages that are code and archive at once."""
    assert ids(read_bytes(write_zip(files_of(ROOT), before=before))) == ["READ_SMS"]


def test_an_imitation_of_the_end_in_the_comment_does_not_matter() -> None:
    """The last one is no end of anything."""
    assert ids(read_bytes(write_zip(files_of(ROOT), comment=b"PK\5\6" + b"\0" * 18))) == ["READ_SMS"]


def reads_or_refuses(data: bytes, name: str = "savespy.apk") -> None:
    """Check that ``data`` is read, or refused in one sentence."""
    try:
        read_bytes(data, name)
    except UnreadableTarget as error:
        sentence = str(error)
        assert sentence
        assert "\n" not in sentence
        assert len(sentence) < 300


def test_a_package_cut_short_anywhere_is_refused_in_one_sentence() -> None:
    """At every byte."""
    for kept in range(len(WHOLE)):
        with pytest.raises(UnreadableTarget, match=r"^[^\n]+$"):
            read_bytes(WHOLE[:kept])


@pytest.mark.parametrize("utf8", [False, True])
def test_a_manifest_cut_short_anywhere_ends_well(utf8: bool) -> None:  # noqa: FBT001
    """Alone and in a package, at every byte."""
    body = write_xml(ROOT, Habits(utf8=utf8))
    for kept in range(len(body)):
        reads_or_refuses(write_zip([File(MANIFEST, body[:kept])]))
        if kept > 4:
            reads_or_refuses(body[:kept], "AndroidManifest.xml")


def test_a_table_cut_short_anywhere_ends_well() -> None:
    """The name is then unknown, and the permissions are not."""
    table = write_table({1: {0: {"": "Save Spy", "de": "Merkspion"}}})
    root = manifest(*asks("CAMERA"), app=node("application", a_label=Ref(number(1, 0))))
    for kept in range(len(table)):
        listing = read_bytes(apk(root, {"resources.arsc": table[:kept]}))
        assert ids(listing) == ["CAMERA"]
        assert listing.name in (None, "Save Spy")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_end_well(changes: list[tuple[int, int]]) -> None:
    """Wherever they are."""
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    reads_or_refuses(bytes(data))


BODY = write_xml(ROOT)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(BODY) // 4 - 1), st.sampled_from([0, 1, 8, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF])
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_manifest_with_other_sizes_and_numbers_ends_well(changes: list[tuple[int, int]]) -> None:
    """In any of its words."""
    data = bytearray(BODY)
    for place, value in changes:
        struct.pack_into("<L", data, 4 * place, value)
    reads_or_refuses(write_zip([File(MANIFEST, bytes(data))]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"\3\0\x08\0"]))
def test_noise_ends_well(noise: bytes, start: bytes) -> None:
    """Whatever it begins with."""
    for name in ("a.apk", "a.xapk", "AndroidManifest.xml"):
        reads_or_refuses(start + noise, name)


def within_bounds(data: bytes) -> None:
    """Check that ``data`` is read or refused within 2 seconds of work."""
    with soon(2):
        reads_or_refuses(data)


MEASURED = """
import pathlib, re, sys
from auditor.sources import read
listing = read([sys.argv[1]])
status = pathlib.Path("/proc/self/status").read_text()
print(len(listing.access_requests), re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the most memory used is not told here")
def test_memory_stays_in_bounds(tmp_path: Path) -> None:
    """Under 300 MB for the largest table and for packed APKs in an archive, each in a process of its own."""
    table = write_table({1: {0: {"": "x"}}}) + b"\0" * (MAX_RESOURCES_BYTES - 10_000)
    inner = write_zip([*files_of(ROOT), File("assets/big", b"\0" * 100_000_000, method=0)])
    packages = {
        "table.apk": apk(ROOT, {"resources.arsc": table}),
        "several.xapk": write_zip([File("base.apk", inner), File("config.en.apk", inner)]),
    }
    for name, data in packages.items():
        (tmp_path / name).write_bytes(data)
        command = [sys.executable, "-c", MEASURED, str(tmp_path / name)]
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603  # our own
        asked, kilobytes = map(int, answer.stdout.split())
        assert asked == 1
        assert kilobytes < 300_000


def test_bombs_are_refused() -> None:
    """A manifest of 100 MB of nothing, and one that says it is small."""
    start = write_xml(ROOT)
    bomb = File(MANIFEST, start + b"\0" * 100_000_000)
    with pytest.raises(TooLarge, match="unpacks to more than 8 MB"):
        read_bytes(write_zip([replace(bomb, size_said=10)]))
    within_bounds(write_zip([bomb]))


def test_a_bomb_as_table_leaves_the_permissions() -> None:
    """The name is not known, and why is said."""
    table = write_table({1: {0: {"": "x"}}}) + b"\0" * 80_000_000
    listing = read_bytes(apk(ROOT, {"resources.arsc": table}))

    assert ids(listing) == ["READ_SMS"]
    assert "unpacks to more than 64 MB" in next(n.reason for n in listing.not_read if n.check == "resources")


def test_many_elements_end_in_time() -> None:
    """More than anybody writes; what was read so far counts, and the rest is said to be missing."""
    root = manifest(*asks("CAMERA"), *(node("activity") for _ in range(MAX_XML_ELEMENTS + 10)))
    data = apk(root)
    listing = read_bytes(data)

    assert ids(listing) == ["CAMERA"]
    assert "manifest" in [note.check for note in listing.not_read]
    within_bounds(data)


def test_deep_elements_end_well() -> None:
    """Deeper than recursion could follow."""
    tag = struct.pack("<LLLLHHHHHH", 1, 0xFFFFFFFF, 0xFFFFFFFF, 0, 20, 20, 0, 0, 0, 0)
    element = struct.pack("<HHL", 0x0102, 16, 8 + len(tag)) + tag
    content = write_pool(["manifest"]) + element * 100_000
    within_bounds(write_zip([File(MANIFEST, struct.pack("<HHL", 3, 8, 8 + len(content)) + content)]))


def test_strings_that_all_point_to_one_long_string_end_in_time() -> None:
    """A pool of 100,000 entries for 32 kB."""
    long = write_pool(["x" * 30_000])
    count = 100_000
    offsets = struct.pack(f"<{count}L", *([0] * count))
    start = 28 + len(offsets)
    pool = (
        struct.pack("<HHLLLLLL", 1, 28, start + len(long) - 32, count, 0, 0, start, 0) + offsets + long[32:]
    )
    attributes = b"".join(struct.pack("<LLLHBBL", 0xFFFFFFFF, i, i, 8, 0, 3, i) for i in range(60_000))
    tag = struct.pack("<LLLLHHHHHH", 1, 0xFFFFFFFF, 0xFFFFFFFF, 0, 20, 20, 60_000, 0, 0, 0)
    element = struct.pack("<HHL", 0x0102, 16, 8 + len(tag) + len(attributes)) + tag + attributes
    content = pool + element
    within_bounds(write_zip([File(MANIFEST, struct.pack("<HHL", 3, 8, 8 + len(content)) + content)]))


def test_a_table_of_many_small_parts_ends_in_time() -> None:
    """Packages and types by the hundred thousand, in which a name is looked for."""
    config = struct.pack("<L", 64).ljust(64, b"\0")
    kind = chunk(0x0201, struct.pack("<BBHLL", 1, 0, 0, 0, 84) + config, b"")
    package = chunk(0x0200, struct.pack("<L", 0x7F) + b"\0" * 276, kind * 400_000)
    table = chunk(0x0002, struct.pack("<L", 1), write_pool(["x"]) + package)
    root = manifest(app=node("application", a_label=Ref(number(1, 0))))
    within_bounds(apk(root, {"resources.arsc": table}))


def test_a_list_of_many_members_ends_in_time() -> None:
    """As many as the format counts."""
    files = [File(f"r/{index}", b"", method=0) for index in range(65_000)]
    within_bounds(write_zip([*files_of(ROOT), *files]))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.apk", "C:\\x.apk"])
def test_names_that_lead_elsewhere_lead_nowhere(name: str) -> None:
    """Nothing is ever written."""
    assert ids(read_bytes(write_zip([*files_of(ROOT), File(name, b"x")]))) == ["READ_SMS"]


def overlapping(*files: File, name: str, count: int) -> bytes:
    """Return an archive whose list names ``count`` files that are all the last of ``files``.

    As in https://www.bamsoftware.com/hacks/zipbomb/ (Fifield 2019), where little becomes terabytes.
    """
    whole = write_zip(files)
    end = whole.rindex(b"PK\5\6")
    entry = whole[whole.rindex(b"PK\1\2") : end]
    names = [f"{number:05}{name}".encode() for number in range(count)]
    old = files[-1].name.encode()
    assert len(names[0]) == len(old)
    listed = b"".join(entry.replace(old, each) for each in names)
    tail = bytearray(whole[end:])
    struct.pack_into(
        "<HHL", tail, 8, len(files) + count, len(files) + count, end - _listed(whole) + len(listed)
    )
    return whole[:end] + listed + bytes(tail)


def _listed(whole: bytes | bytearray) -> int:
    """Return where the list of files begins."""
    return int(struct.unpack_from("<L", whole, whole.rindex(b"PK\5\6") + 16)[0])


def test_files_that_overlap_are_not_unpacked() -> None:
    """Sixty thousand names for one megabyte of nothing, among them parts of an app."""
    nothing = b"\0" * 2**20
    within_bounds(overlapping(*files_of(ROOT), File("00000.png", nothing), name=".png", count=60_000))
    within_bounds(
        overlapping(*files_of(ROOT), File("00000/base.apk", nothing), name="/base.apk", count=60_000)
    )
    base = write_zip(files_of(ROOT))
    within_bounds(overlapping(File("base.apk", base), File("00000.apk", nothing), name=".apk", count=60_000))


def test_bombs_in_total_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many APKs in one file, each within the bound that all of them have together."""
    monkeypatch.setattr("auditor.sources.android.packages.MAX_INNER_PACKAGE_BYTES", 3_000_000)
    part = manifest(split="s")
    inner = write_zip([*files_of(ROOT), File("assets/big", b"\0" * 2_000_000, method=0)])
    split = write_zip([File(MANIFEST, write_xml(part)), File("big", b"\0" * 800_000, method=0)])
    data = write_zip([File("base.apk", inner), *(File(f"split{n}.apk", split) for n in range(15))])
    listing = read_bytes(data, "several.xapk")

    assert ids(listing) == ["READ_SMS"]
    assert sum("too large" in note.reason for note in listing.not_read) == 14
    within_bounds(data)


def test_a_link_is_read_as_what_stands_in_it() -> None:
    """Archives can say that a file is a link to another; nothing follows it."""
    data = bytearray(write_zip(files_of(ROOT)))
    at = _listed(data)
    struct.pack_into("<L", data, at + 38, (stat.S_IFLNK | 0o777) << 16)
    assert ids(read_bytes(bytes(data))) == ["READ_SMS"]
    target = bytearray(write_zip([File(MANIFEST, b"/etc/passwd", method=0)]))
    struct.pack_into("<L", target, _listed(target) + 38, (stat.S_IFLNK | 0o777) << 16)
    with pytest.raises(UnreadableTarget, match=r"^[^\n]+$"):
        read_bytes(bytes(target))


def test_an_archive_without_an_app_says_so() -> None:
    """An app bundle, and any other archive."""
    with pytest.raises(UnreadableTarget, match="app bundle"):
        read_bytes(write_zip([File("BundleConfig.pb", b"x")]), "app.aab")
    with pytest.raises(UnreadableTarget, match="archive that holds no app"):
        read_bytes(write_zip([File("readme.txt", b"x")]), "things.zip")
    with pytest.raises(UnreadableTarget, match=r"it has no AndroidManifest\.xml"):
        read_bytes(write_zip([File("readme.txt", b"x")]), "app.apk")
