"""Unpacked extensions that hold more than is read: what they say of themselves comes first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.sources import read
from auditor.sources.extension.folder import folder_document
from tests.sources.extension_samples import manifest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest

WORDS = {"n": {"message": "Shows who saved your TikTok"}}
PARTLY = "We looked in a part of its code"


def unpacked(folder: Path, files: Mapping[str, Any]) -> str:
    """Write an extension whose name is a message into ``folder``, with more ``files``."""
    own = {"manifest.json": manifest(name="__MSG_n__", default_locale="en")}
    for name, content in {**own, "_locales/en/messages.json": WORDS, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(folder)


def test_large_scripts_leave_room_for_its_words(tmp_path: Path) -> None:
    """They stand before them in the order of names."""
    scripts = {f"{n}.chunk.js": f"//{'x' * (2 * 1024**2 - 9)}" for n in range(8)}

    listing = read([unpacked(tmp_path, scripts)])

    assert listing.name == "Shows who saved your TikTok"
    assert any(note.reason.startswith(PARTLY) for note in listing.not_read)


def test_words_of_other_languages_leave_room_for_the_own(tmp_path: Path) -> None:
    """The default language comes first, whatever its name."""
    others = {f"_locales/a{n}/messages.json": f'{{"x": "{"x" * (2 * 1024**2 - 20)}"}}' for n in range(8)}

    assert read([unpacked(tmp_path, others)]).name == "Shows who saved your TikTok"


def test_many_small_scripts_fit_with_all_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive spends bytes on each file, too."""
    for module in ("local", "extension.folder"):
        monkeypatch.setattr(f"auditor.sources.{module}.MAX_DOCUMENT_BYTES", 20_000)
    listing = read([unpacked(tmp_path, {f"js/{n}-é.js": "let a = 1" for n in range(400)})])

    assert listing.name == "Shows who saved your TikTok"
    assert any(note.reason.startswith(PARTLY) for note in listing.not_read)


def test_many_other_files_leave_its_words_in_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are passed by, and that some were is said."""
    monkeypatch.setattr("auditor.sources.extension.folder._MOST_FILES", 20)
    listing = read([unpacked(tmp_path, {f"{n}.png": "" for n in range(50)})])

    assert listing.name == "Shows who saved your TikTok"
    assert any(note.reason.startswith(PARTLY) for note in listing.not_read)


def test_an_archive_of_a_folder_is_as_large_as_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One byte more room and the last script fits; the bound counts every byte of the archive."""
    target = unpacked(tmp_path, {"é.js": "let a = 1"})
    whole = len(folder_document(tmp_path, target).body)
    sizes = []
    for room in (whole + 17, whole + 18):
        monkeypatch.setattr("auditor.sources.extension.folder.MAX_DOCUMENT_BYTES", room)
        sizes.append(len(folder_document(tmp_path, target).body))

    assert sizes[0] < whole == sizes[1]
