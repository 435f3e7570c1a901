"""Archives and manifests built to break us: one sentence each, in bounded time, and nothing is unpacked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import TooLarge, UnknownFormat, UnreadableTarget
from auditor.model import Listing
from auditor.sources import read
from auditor.sources.archive import BrokenArchive, leads_outside
from tests.pace import soon
from tests.sources.extension_samples import crx2, crx3, manifest, packed, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = packed({"manifest.json": manifest(), "_locales/en/messages.json": {"a": {"message": "b"}}})
END = SMALL.rindex(b"PK\5\6")
SECONDS = 2.0
MEGABYTES = 60


def with_file(name: str, content: bytes = b"", **attributes: Any) -> bytes:
    """Return an archive with an honest manifest and one more file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest()))
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for key, value in attributes.items():
            setattr(info, key, value)
        archive.writestr(info, content)
    return stream.getvalue()


def twice(name: str) -> bytes:
    """Return an archive with two different files of one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest()))
        for number in (1, 2):
            with (
                pytest.warns(UserWarning, match="Duplicate name")
                if number == 2 or name == "manifest.json"
                else _quiet()
            ):
                archive.writestr(name, json.dumps(manifest(name=f"Other {number}")))
    return stream.getvalue()


class _quiet:  # noqa: N801  # a context that does nothing
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def changed(archive: bytes, central: int, local: int | None, value: bytes) -> bytes:
    """Return ``archive`` with bytes of its first file's entries replaced, counted from their signatures."""
    out = bytearray(archive)
    start = out.index(b"PK\x01\x02") + central
    out[start : start + len(value)] = value
    if local is not None:
        out[local : local + len(value)] = value
    return bytes(out)


def number(value: int, size: int = 4) -> bytes:
    return value.to_bytes(size, "little")


def quoted_bomb() -> bytes:
    """Return an archive whose manifest unpacks to far more than it says."""
    big = b'{"manifest_version": 3, "name": "' + b"a" * 50_000_000 + b'"}'
    return changed(packed({"manifest.json": big}), 24, 22, number(100))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip slip": (lambda: with_file("../../etc/passwd"), "leads outside"),
    "absolute": (lambda: with_file("/etc/passwd"), "leads outside"),
    "backslashes": (lambda: with_file("..\\..\\a.js"), "leads outside"),
    "drive": (lambda: with_file("C:/a.js"), "leads outside"),
    "name that ends early": (lambda: with_file("a.js").replace(b"a.js", b"a\0js"), "leads outside"),
    "twin manifests": (lambda: twice("manifest.json"), "twice"),
    "bomb in the manifest": (lambda: packed({"manifest.json": b" " * 60_000_000}), "larger than 2 MB"),
    "bomb that lies": (quoted_bomb, "another size"),
    "bomb in total": (
        lambda: changed(with_file("a.js", b"x"), 24, None, number(0xFFFFFF00)),
        "unpack to 4.0 GB",
    ),
    "encrypted": (lambda: changed(SMALL, 8, 6, number(1, 2)), "locked with a password"),
    "unknown packing": (lambda: changed(SMALL, 10, 8, number(12, 2)), "no browser reads"),
    "wrong checksum": (lambda: changed(SMALL, 16, 14, b"\0\0\0\0"), "damaged"),
    "wrong size, too large": (lambda: changed(SMALL, 24, 22, number(5000)), "another size"),
    "wrong size, too small": (lambda: changed(SMALL, 24, 22, number(5)), "another size"),
    "wrong offset": (lambda: changed(SMALL, 42, None, number(9)), "damaged"),
    "manifest is a link": (
        lambda: changed(SMALL, 38, None, number((stat.S_IFLNK | 0o777) << 16)),
        "link to another place",
    ),
    "nested": (lambda: packed({"inner.zip": SMALL}), "with a package in it"),
    "no end": (lambda: SMALL[:-10], "end is missing"),
    "ZIP64": (
        lambda: SMALL[: END + 12] + b"\xff" * 8 + SMALL[END + 20 :],
        "more than 4 GB",
    ),
    "huge list of files": (
        lambda: SMALL[: END + 12] + number(80_000_000) + SMALL[END + 16 :],
        "lists more files",
    ),
    "several extensions": (
        lambda: packed({"a/manifest.json": manifest(), "b/manifest.json": manifest()}),
        "several extensions",
    ),
    "manifest of nothing": (lambda: packed({"manifest.json": []}), "no object"),
    "deep manifest": (lambda: packed({"manifest.json": '{"manifest_version":' + "[" * 100_000}), "too deep"),
    "number without end": (
        lambda: packed({"manifest.json": '{"manifest_version": ' + "9" * 100_000 + "}"}),
        "no JSON",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("wrap", [bytes, crx3], ids=["zip", "crx"])
def test_each_is_refused_in_one_sentence(name: str, wrap: Callable[[bytes], bytes]) -> None:
    """Within two seconds and a few megabytes, and never a fault of ours."""
    build, expected = HOSTILE[name]
    body = wrap(build())
    tracemalloc.start()
    with soon(SECONDS), pytest.raises(UnreadableTarget) as raised:
        read_bytes(body, "tool.crx" if wrap is crx3 else "tool.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    sentence = str(raised.value)
    assert expected in sentence or "holds no manifest of a browser extension" in sentence
    assert "\n" not in sentence
    assert len(sentence) < 200
    assert peak < MEGABYTES * 1024**2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (twice("a.js"), "More than one file is called 'a.js'"),
        (with_file("a", external_attr=(stat.S_IFLNK | 0o777) << 16), "Some files are links"),
    ],
)
def test_what_does_not_matter_for_reading_is_noted(body: bytes, expected: str) -> None:
    """The rest is read."""
    listing = read_bytes(body)

    assert listing.name == "SaveSpy"
    assert any(note.reason.startswith(expected) for note in listing.not_read)


@pytest.mark.parametrize(
    ("body", "name"),
    [(SMALL, "tool.zip"), (SMALL, "tool.xpi"), (crx3(SMALL), "tool.crx"), (crx2(SMALL), "tool.crx")],
    ids=["zip", "xpi", "crx3", "crx2"],
)
def test_cut_short_at_every_byte(body: bytes, name: str) -> None:
    """Each beginning of a package is refused in one sentence; only the whole is read."""
    assert read_bytes(body, name).name == "SaveSpy"
    for length in range(len(body)):
        with pytest.raises(UnreadableTarget):
            read_bytes(body[:length], name)


@given(st.data())
@settings(max_examples=300)
def test_bytes_changed_anywhere(data: st.DataObject) -> None:
    """A damaged package is read or refused."""
    body = bytearray(crx3(SMALL) if data.draw(st.booleans()) else SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        listing = read_bytes(bytes(body), "tool.crx" if body[:1] == b"C" else "tool.zip")
    except UnreadableTarget:
        return
    assert isinstance(listing, Listing)


@given(st.binary(max_size=200))
def test_any_header_of_a_package(header: bytes) -> None:
    """What stands between the mark and the archive may be anything."""
    with pytest.raises(UnreadableTarget):
        read_bytes(b"Cr24" + header, "tool.crx")


@pytest.mark.parametrize("megabytes", [1, 0.01])
def test_files_that_overlap_are_not_all_unpacked(megabytes: float) -> None:
    """A thousand names for one script, as in https://www.bamsoftware.com/hacks/zipbomb/ (Fifield 2019)."""
    whole = with_file("00000.js", b" " * int(megabytes * 2**20))
    end, first = whole.rindex(b"PK\5\6"), whole.index(b"PK\1\2")
    entry = whole[whole.rindex(b"PK\1\2") : end]
    listed = whole[first:end] + b"".join(entry.replace(b"00000", b"%05d" % n) for n in range(1, 2_000))
    tail = bytearray(whole[end:])
    tail[8:16] = number(2_001, 2) * 2 + number(len(listed))
    with soon(SECONDS):
        try:
            listing = read_bytes(whole[:first] + listed + bytes(tail))
            assert any(note.check == "code" for note in listing.not_read)
        except TooLarge as error:
            assert "unpack to 2.0 GB" in str(error)  # noqa: PT017 -- either end is right, by what it says it holds


def test_messages_that_grow_are_bounded() -> None:
    """A text of placeholders that each stand for a long message, in many languages."""
    message = {"message": "$a$" * 6_000, "placeholders": {"a": {"content": "x" * 20_000}}}
    files: dict[str, Any] = {f"_locales/l{n}/messages.json": {"m": message} for n in range(60)}
    files["manifest.json"] = manifest(description="__MSG_m__" * 2_000, default_locale="l0")
    with soon(SECONDS):
        listing = read_bytes(packed(files))
    assert max(len(text.content) for text in listing.texts) <= 20_000


def test_scripts_that_nearly_match_are_read_in_time() -> None:
    """No text makes the search for addresses slow."""
    parts = (b"<script ", b'importScripts("http://', b'.src="https://', b"import('https://", b"<script src=")
    files: dict[str, Any] = {
        f"{n}.{end}": part * 200_000 for n, part in enumerate(parts) for end in ("js", "html")
    }
    body = packed({"manifest.json": manifest(), **files})
    with soon(SECONDS):
        read_bytes(body)


def test_many_permissions_are_cut_and_said() -> None:
    """Nobody reads ten thousand."""
    listing = read_bytes(
        json.dumps(
            manifest(permissions=[f"p{n}" for n in range(4_500)], optional_permissions=["x" * 600])
        ).encode(),
        "manifest.json",
    )

    assert len(listing.access_requests) == 4_000
    assert any("501 of the permissions" in note.reason for note in listing.not_read)


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A folder from a stranger can't have other files of this computer read."""
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps(manifest(name="secret")), encoding="utf-8")
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "manifest.json").symlink_to(secret)
    with pytest.raises(UnreadableTarget, match=r"manifest.json in .* could not be read"):
        read([str(folder)])
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").write_text(
        json.dumps(manifest(default_locale="en", name="__MSG_n__")), encoding="utf-8"
    )
    (folder / "_locales").symlink_to(tmp_path)
    (folder / "a.js").symlink_to(secret)
    os.mkfifo(folder / "b.js")

    listing = read([str(folder)])

    assert listing.name is None
    assert any(note.reason.startswith("We looked in a part") for note in listing.not_read)


def test_large_packages_are_read_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is larger than any page only the pieces that matter are taken into memory."""
    monkeypatch.setattr("auditor.sources.local.MAX_DOCUMENT_BYTES", 500)
    big = packed({"manifest.json": manifest(), "a.bin": os.urandom(2_000)})
    for name, body in (("tool.zip", big), ("tool.crx", crx3(big))):
        (tmp_path / name).write_bytes(body)
        listing = read([str(tmp_path / name)])
        assert (listing.name, listing.sources[0].sha256) == ("SaveSpy", hashlib.sha256(body).hexdigest())
    monkeypatch.setattr("auditor.sources.local.MAX_PACKAGE_BYTES", 1_000)
    with pytest.raises(TooLarge):
        read([str(tmp_path / "tool.zip")])


def test_an_archive_of_nothing_is_refused() -> None:
    """The shortest archive there is."""
    with pytest.raises(UnknownFormat):
        read_bytes(b"PK\x05\x06" + b"\0" * 18, "tool.zip")


@given(st.text(max_size=20))
def test_names_that_stay_inside_do(name: str) -> None:
    """A name that is let through joins to a place below."""
    inside = not leads_outside(name)

    assert not inside or ".." not in name.replace("\\", "/").split("/")
    assert BrokenArchive.exit_status == 3
