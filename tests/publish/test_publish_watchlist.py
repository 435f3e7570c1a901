"""The watchlist: what is wrong is named by file and line, and nothing in it leads out of site or folder."""

from __future__ import annotations

import datetime as dt
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.errors import NotFound, UnreadableTarget, WatchlistError
from auditor.publish.addresses import checked_contact, checked_site
from auditor.publish.targets import file_of, handed, state_of
from auditor.publish.watchlist import Watched
from auditor.publish.watchlist_file import load_watchlist

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "site: {title: Reports, url: 'https://reports.example', contact: desk@reports.example}\n"
TOOL = "  - {id: saveradar, name: SaveRadar, targets: [a.json]}\n"


def written(folder: Path, text: str) -> Path:
    """A watchlist that says ``text``."""
    path = folder / "tools.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_shape_of_the_design_is_read(tmp_path: Path) -> None:
    """With targets, a period and a reply."""
    path = written(
        tmp_path,
        HEAD
        + "tools:\n  - {id: saveradar, name: SaveRadar, targets: [https://tool.example/, packages/a.apk], "
        "every: 7d, reply: {date: 2026-11-01, text: We disagree.}}\n",
    )
    found = load_watchlist(path)

    assert found.site.url == "https://reports.example/"
    assert found.tools[0].period == dt.timedelta(days=7)
    assert found.tools[0].reply[0].text == "We disagree."
    assert found.place(found.tools[0], "reply") == f"{path}:3"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "tools:\n" + TOOL.replace("saveradar", "../../etc"), 3, "'id' is '../../etc'"),
        (HEAD + "tools:\n" + TOOL.replace("saveradar", "Save Radar"), 3, "small letters"),
        (HEAD + "tools:\n" + TOOL.replace("saveradar", "nul"), 3, "on Windows"),
        (HEAD + "tools:\n" + TOOL.replace("saveradar", "com1"), 3, "on Windows"),
        (HEAD + "tools:\n" + TOOL.replace("saveradar", "-a"), 3, "hyphens"),
        (HEAD + "tools:\n" + TOOL + TOOL, 4, "another tool's already"),
        (HEAD + "tools:\n" + TOOL.replace("a.json", "/etc/passwd"), 3, "leads out"),
        (HEAD + "tools:\n" + TOOL.replace("a.json", "~/.ssh/id"), 3, "leads out"),
        (HEAD + "tools:\n" + TOOL.replace("a.json", "b/../../x"), 3, "leads out"),
        (HEAD + "tools:\n" + TOOL.replace("a.json", "'c:\\x'"), 3, "leads out"),
        (HEAD + "tools:\n" + TOOL.replace("[a.json]", "['-']"), 3, "standard input"),
        (HEAD + "tools:\n" + TOOL.replace("[a.json]", "[]"), 3, "must not be empty"),
        (HEAD + "tools:\n" + TOOL.replace("targets", "target"), 3, "did you mean 'targets'"),
        (HEAD + "tools:\n" + TOOL.replace("}", ", every: soon}"), 3, "such as 7d"),
        (HEAD + "tools:\n" + TOOL.replace("}", ", every: 7}"), 3, "such as 7d"),
        (HEAD + "tools:\n" + TOOL.replace("}", ", reply: {date: then, text: x}}"), 3, "2026-11-22"),
        (HEAD + "tools: []\n", 2, "no list of tools"),
        (HEAD + "tool:\n" + TOOL, 2, "did you mean 'tools'"),
        (HEAD.replace("https:", "javascript:") + "tools:\n" + TOOL, 1, "'url' is"),
        (
            HEAD.replace("desk@reports.example", '"javascript:alert(1)"') + "tools:\n" + TOOL,
            1,
            "'contact' is",
        ),
        ("tools:\n" + TOOL, 1, "'site' is missing"),
        ("a: [", 2, "no YAML"),
        ("- 1\n", 1, "'site' is missing"),
    ],
)
def test_a_fault_is_named_by_file_and_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    """One sentence, and what to do."""
    path = written(tmp_path, text)
    with pytest.raises(WatchlistError) as caught:
        load_watchlist(path)

    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in f"{caught.value} {caught.value.hint}"


def test_a_missing_watchlist_is_a_fault_of_the_command_line(tmp_path: Path) -> None:
    """Exit status 2."""
    with pytest.raises(WatchlistError) as caught:
        load_watchlist(tmp_path / "none.yaml")

    assert caught.value.exit_status == 2


@given(st.text(max_size=80))
def test_whatever_id_is_taken_names_one_folder(name: str) -> None:
    """Small letters, digits and hyphens: no path, no device, no two ids that one disk takes for the same."""
    try:
        tool = Watched(id=name, name="x", targets=("a.json",))
    except ValidationError:
        return
    assert set(tool.id) <= set(string.ascii_lowercase + string.digits + "-")
    assert 0 < len(tool.id) <= 63


@given(st.text(st.sampled_from("ab./\\~:-% \n\u202e"), max_size=30))
def test_whatever_target_is_taken_stays_in_its_folder(
    tmp_path_factory: pytest.TempPathFactory, target: str
) -> None:
    """However it is put together."""
    folder = tmp_path_factory.getbasetemp()
    try:
        tool = Watched(id="x", name="x", targets=(target,))
    except ValidationError:
        return
    found = file_of(tool.targets[0], folder)

    assert found is None or found.is_relative_to(folder.resolve())


@given(st.text(max_size=60))
def test_whatever_address_is_taken_is_one_that_a_link_may_lead_to(text: str) -> None:
    """http, https, or a mailbox; no quotation mark, no blank."""
    for check in (checked_site, checked_contact):
        try:
            found = check(text)
        except ValueError:
            continue
        assert not set(found) & set("\"'<> \n`")
        assert found.startswith(("http://", "https://")) or "@" in found


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A link to a file elsewhere is not read."""
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")

    with pytest.raises(UnreadableTarget, match="leads out"):
        handed("a.txt", folder)
    assert state_of("a.txt", folder) == "missing"


def test_a_file_of_the_folder_in_which_the_command_runs_is_no_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Targets are relative to the watchlist alone."""
    (tmp_path / "here.txt").write_text("text of somebody", "utf-8")
    (tmp_path / "watch").mkdir()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(NotFound, match=r"here\.txt"):
        handed("here.txt", tmp_path / "watch")
    assert handed("See who saved your video!", tmp_path / "watch").given == "See who saved your video!"


def test_the_place_of_a_tool_is_told_without_a_look_at_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are before it."""
    found = load_watchlist(written(tmp_path, HEAD + "tools:\n" + TOOL + TOOL.replace("saveradar", "other")))
    monkeypatch.setattr(Watched, "__eq__", None)

    assert found.place(found.tools[1]) == f"{tmp_path / 'tools.yaml'}:4"
