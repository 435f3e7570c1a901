"""Archives as another program writes them: what it reads in them, we read in them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import NotFound, TooLarge, UnreadableTarget
from auditor.sources.android.archive import open_archive as open_as_android
from auditor.sources.archive import open_archive
from auditor.sources.blob import Held

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\:\0"), min_size=1, max_size=12).filter(
    lambda name: name != ".."
)
FILES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join),
    st.tuples(st.binary(max_size=300), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])),
    max_size=5,
)


def written(files: Mapping[str, tuple[bytes, int]], comment: bytes = b"") -> bytes:
    """Return an archive as Python writes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, (body, method) in files.items():
            archive.writestr(name, body, compress_type=method)
        archive.comment = comment
    return stream.getvalue()


@given(FILES, st.binary(max_size=30).filter(lambda text: b"PK" not in text), st.binary(max_size=30))
def test_every_file_is_read(files: dict[str, tuple[bytes, int]], comment: bytes, before: bytes) -> None:
    """By both ways of reading, whatever stands before and behind; the list of an archive of none is empty."""
    blob = Held(before + written(files, comment))
    archive = open_archive(blob, "a.zip")

    assert archive.comment == comment
    assert {name: archive.read(name, 300) for name in archive.members} == {
        name: body for name, (body, _) in files.items()
    }
    if files:
        android = open_as_android(blob)
        assert {m.name: android.read(m, 300, lambda _: True) for m in android.members if m.size} == {
            name: body for name, (body, _) in files.items() if body
        }


def test_folders_are_no_files() -> None:
    """They stand in the list of an archive, with nothing in them."""
    archive = open_archive(Held(written({"a/": (b"", 0), "a/b": (b"x", 0)})), "a.zip")

    assert list(archive.members) == ["a/b"]
    with pytest.raises(NotFound, match="holds no 'a/'"):
        archive.read("a/", 10)
    with pytest.raises(TooLarge):
        archive.read("a/b", 0)


def test_a_list_that_is_not_whole_is_refused() -> None:
    """It says that there are more files than it names, or a file's own header is that of another."""
    whole = written({"a": (b"x", 0), "b": (b"y", 0)})
    end = whole.rindex(b"PK\5\6")
    for place, value in ((end + 8, b"\3\0\3\0"), (30, b"c")):
        broken = whole[:place] + value + whole[place + len(value) :]
        with pytest.raises(UnreadableTarget, match="damaged"):
            open_archive(Held(broken), "a.zip").read("a", 10)
