"""What a user's string is taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import (
    EmptyTarget,
    NotFound,
    TooLarge,
    UnknownFormat,
    UnreadableTarget,
    UsageError,
)
from auditor.sources import TargetKind, read
from auditor.sources import local as local_module
from auditor.sources.target import classify

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("https://savers.example/x", TargetKind.URL),
        ("market://details?id=com.example.app", TargetKind.URL),
        ("See who saved your TikTok", TargetKind.TEXT),
        ("谁收藏了你的视频", TargetKind.TEXT),
        ("one\ntwo", TargetKind.TEXT),
        ("TikTok / Instagram saver list", TargetKind.TEXT),
    ],
)
def test_a_string_is_what_it_looks_like(given: str, kind: TargetKind) -> None:
    """Addresses and words are told apart."""
    assert kind is classify(given).kind


@pytest.mark.parametrize(
    "given",
    ["nope.html", "folder/page", "./x", "savers.example/tool", "my saved page.html", "typo", "~/page"],
)
def test_a_path_without_a_file_is_an_error(given: str) -> None:
    """A path with a typing mistake is never audited as text."""
    with pytest.raises(NotFound, match="there is no file"):
        classify(given)


def test_an_existing_file_wins(tmp_path: Path) -> None:
    """A file counts as a file whatever its name looks like."""
    path = tmp_path / "see who saved"
    path.write_text("hello", encoding="utf-8")

    assert path == classify(str(path)).path


def test_an_address_of_another_scheme_is_refused() -> None:
    """Only http and https are read."""
    with pytest.raises(UnreadableTarget, match="ftp:"):
        classify("ftp://savers.example/x")


def test_standard_input_is_text() -> None:
    """A dash stands for what came in."""
    assert tuple(t.content for t in read(["-"], stdin="Two words").texts) == ("Two words",)


def test_standard_input_may_hold_one_address() -> None:
    """An address is pasted where the shell would mangle it."""
    assert TargetKind.URL is classify("-", " https://savers.example/?a=1&b=2\n").kind


def test_standard_input_may_lack() -> None:
    """A dash without input is a usage error, an empty one an empty target."""
    with pytest.raises(UsageError):
        read(["-"])
    with pytest.raises(EmptyTarget):
        read(["-"], stdin=" \n")


def test_no_target_is_a_usage_error() -> None:
    """Somebody has to name something."""
    with pytest.raises(UsageError):
        read([])


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", EmptyTarget, "empty"),
        (b" \r\n\t", EmptyTarget, "empty"),
        (b"%PDF-1.7 x", UnknownFormat, "a PDF"),
        (b"PK\x03\x04abc", UnknownFormat, "no whole archive"),
        (b"\x89PNG\r\n", UnknownFormat, "picture"),
        (b"Cr24\x03", UnreadableTarget, "packed browser extension"),
        (b"ab\x00\x01\x02", UnknownFormat, "binary"),
    ],
)
def test_what_is_no_text_is_named(
    tmp_path: Path, body: bytes, error: type[UnreadableTarget], words: str
) -> None:
    """A file that can't be read says what it is."""
    path = tmp_path / "page.html"
    path.write_bytes(body)

    with pytest.raises(error, match=words):
        read([str(path)])


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is named as one."""
    with pytest.raises(UnreadableTarget, match="is a folder"):
        read([str(tmp_path)])


def test_a_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound holds, and no more than that is ever read."""
    monkeypatch.setattr(local_module, "MAX_DOCUMENT_BYTES", 1000)
    path = tmp_path / "page.html"
    path.write_bytes(b"a" * 1001)

    with pytest.raises(TooLarge):
        read([str(path)])


def test_one_unreadable_target_of_two_is_noted(tmp_path: Path) -> None:
    """What could be read is still reported."""
    path = tmp_path / "a.txt"
    path.write_text("hello there", encoding="utf-8")
    listing = read([str(path), "missing.html"])

    assert [text.content for text in listing.texts] == ["hello there"]
    assert [note.check for note in listing.not_read] == ["target"]


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be")]
)
def test_utf_32_is_not_taken_for_utf_16(tmp_path: Path, name: str, mark: bytes, encoding: str) -> None:
    """Its mark begins with that of UTF-16."""
    path = tmp_path / name
    path.write_bytes(mark + "héllo there".encode(encoding))
    listing = read([str(path)])

    assert [text.content for text in listing.texts] == ["héllo there"]


def test_utf_16_text_is_no_binary(tmp_path: Path) -> None:
    """Editors on Windows write it."""
    path = tmp_path / "a.txt"
    path.write_bytes("héllo there".encode("utf-16"))

    assert read([str(path)]).texts[0].content == "héllo there"
