"""The cache of parsed rules: never stale, never in the way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from auditor.rulebook import cache, load_rulebook, yaml_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook.yaml_file import YamlFile

    Folder = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, used for files of any size."""
    monkeypatch.setenv("SAVERAUDIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "WORTH_BYTES", 0)
    return tmp_path / "cache"


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed."""
    seen: list[str] = []
    parse = yaml_source.parse_yaml

    def counted(raw: bytes, path: str) -> YamlFile:
        seen.append(path)
        return parse(raw, path)

    monkeypatch.setattr(yaml_source, "parse_yaml", counted)
    return seen


def test_the_second_load_parses_nothing_and_means_the_same(
    home: Path, parses: list[str], folder: Folder, rules_text: str
) -> None:
    """Data, digest and lines are those of the files."""
    base = folder(a=rules_text)
    first, second = load_rulebook(base=base), load_rulebook(base=base)

    assert len(parses) == 1
    assert len(list(home.iterdir())) == 1
    assert second.digest == first.digest
    assert second.place("claims", "official").line == first.place("claims", "official").line


def test_any_change_of_a_file_is_seen(home: Path, parses: list[str], folder: Folder, rules_text: str) -> None:
    """Entries are named by the bytes that they were made from."""
    base = folder(a=rules_text)
    load_rulebook(base=base)
    (base / "a.yaml").write_text(rules_text.replace("danger: high", "danger: info"), encoding="utf-8")

    assert load_rulebook(base=base).access["android.permission.READ_CONTACTS"].danger == "info"
    assert len(list(home.iterdir())) == len(parses) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n[{}]", "cut"])
def test_a_damaged_entry_is_ignored_and_mended(
    home: Path, parses: list[str], folder: Folder, rules_text: str, damage: bytes | str
) -> None:
    """A checksum says whether an entry is whole."""
    base = folder(a=rules_text)
    digest = load_rulebook(base=base).digest
    entry = next(home.iterdir())
    entry.write_bytes(entry.read_bytes()[:-10] if isinstance(damage, str) else damage)

    assert [load_rulebook(base=base).digest for _ in range(2)] == [digest, digest]
    assert len(parses) == 2


def test_a_folder_that_cannot_be_written_is_no_fault(
    home: Path, parses: list[str], folder: Folder, rules_text: str
) -> None:
    """The rules are parsed each time."""
    home.write_text("a file stands where the folder should be", encoding="utf-8")
    base = folder(a=rules_text)

    assert load_rulebook(base=base).digest == load_rulebook(base=base).digest
    assert len(parses) == 2


def test_files_with_faults_are_not_remembered(home: Path) -> None:
    """Nothing is written for them."""
    cache.parse_files([("a.yaml", b"a: ["), ("b.yaml", b"a: 1")])

    assert not home.exists()


def test_only_the_newest_entries_stay(home: Path) -> None:
    """The folder does not grow without bound."""
    for number in range(cache.KEPT + 3):
        cache.parse_files([("a.yaml", f"a: {number}".encode())])

    assert len(list(home.iterdir())) == cache.KEPT


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no"])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """By one variable."""
    monkeypatch.setenv("SAVERAUDIT_CACHE", word)

    assert cache.cache_folder() is None


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no error."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("SAVERAUDIT_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("pathlib.Path.home", homeless)

    assert cache.cache_folder() is None


def test_it_stands_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As the system has it."""
    monkeypatch.delenv("SAVERAUDIT_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / "saveraudit"

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.cache_folder() == tmp_path / ".cache" / "saveraudit"

    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache.cache_folder() == tmp_path / "Library" / "Caches" / "saveraudit"

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert cache.cache_folder() == tmp_path / "Local" / "saveraudit"
