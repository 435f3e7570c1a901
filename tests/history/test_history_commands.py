"""The commands: an audit is remembered, its history shown, two audits compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from history_samples import NOON, audit_saying, days

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.history import open_history

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SAVERS = "See who saved your TikTok videos."
HARMLESS = "A quiet game about trees."


def run(*arguments: str | Path, **environment: str) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def said(*arguments: str | Path, **environment: str) -> str:
    """What the command prints."""
    result = run(*arguments, **environment)
    assert result.exception is None, result.exception
    return result.output


def refused(*arguments: str | Path) -> AuditorError:
    """The error with which it ends."""
    error = run(*arguments).exception
    assert isinstance(error, AuditorError)
    assert error.hint
    return error


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A history of one tool that began harmless."""
    path = str(tmp_path_factory.mktemp("history") / "audits.db")
    for text in (HARMLESS, SAVERS):
        said("audit", text, "--history", path, "--as", "glimmer")
    return path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both audits as JSON, as bundles and as pages."""
    folder = tmp_path_factory.mktemp("saved")
    for name, text in (("old", HARMLESS), ("new", SAVERS)):
        kept = ("--output", folder / f"{name}.json", "--report", folder / f"{name}.html")
        said("audit", text, "--format", "json", *kept, "--evidence", folder / f"{name}.warc.gz")
    return folder


def test_a_history_is_told_newest_first(database: str) -> None:
    """With verdicts, days and whose change it was."""
    text = said("history", "glimmer", "--history", database)

    assert text.startswith("glimmer: 2 states\n")
    assert text.index("Avoid (") < text.index("Nothing found (")
    assert "Newly found (tool): Promises to show who saved your TikTok" in text
    assert "the first look" in text


def test_the_database_can_be_named_by_the_environment(database: str) -> None:
    """For schedulers."""
    assert "glimmer" in said("history", SAVERAUDIT_HISTORY=database)


def test_a_history_as_json_holds_whole_audits(database: str) -> None:
    """Oldest first, with what changed."""
    told: dict[str, Any] = json.loads(said("history", "glimmer", "--history", database, "--format", "json"))
    first, second = told["states"]

    assert (first["changes"], first["audit"]["verdict"]["level"]) == (None, "nothing-found")
    assert second["changes"]["newly_found"][0]["cause"] == "tool"
    assert (
        json.loads(said("history", "--history", database, "--format", "json"))["tools"][0]["tool"]
        == "glimmer"
    )


def test_the_same_audit_again_is_only_dated(tmp_path: Path) -> None:
    """One state, however often it is looked at."""
    for _ in range(2):
        said("audit", SAVERS, "--history", tmp_path / "h.db", "--as", "x")

    assert said("history", "x", "--history", tmp_path / "h.db").startswith("x: 1 state\n")


@pytest.mark.parametrize("suffix", ["json", "warc.gz"])
def test_files_are_compared(saved: Path, suffix: str) -> None:
    """Audits as JSON and bundles alike; backwards, what is newly found is gone."""
    old, new = saved / f"old.{suffix}", saved / f"new.{suffix}"
    forth = json.loads(said("diff", old, new, "--format", "json"))
    back = json.loads(said("diff", new, old, "--format", "json"))

    assert forth["newly_found"][0]["id"] == "promises-savers"
    assert {change["cause"] for change in forth["newly_found"]} == {"tool"}
    assert [change["id"] for change in back["gone"]] == [change["id"] for change in forth["newly_found"]]
    assert forth["gone"] == forth["rules_added"] == forth["rules_removed"] == back["newly_found"] == []


def test_a_difference_in_words_fits_a_terminal(saved: Path) -> None:
    """Piles with their number, each change with its cause."""
    text = said("diff", saved / "old.json", saved / "new.json")

    assert text.startswith("Verdict: Nothing found (0 of 100) → Avoid (")
    assert "Newly found (" in text
    assert "because the tool changed" in text
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_changed_is_said(saved: Path) -> None:
    """And --exit-code tells scripts."""
    old, new = saved / "old.json", saved / "new.json"

    assert "Nothing that was found changed." in said("diff", old, old)
    assert run("diff", old, old, "--exit-code").exit_code == 0
    assert run("diff", old, new, "--exit-code").exit_code == 1
    assert run("diff", old, new).exit_code == 0


def test_days_of_a_history_are_compared(tmp_path: Path) -> None:
    """By day, by time, and by words."""
    database = str(tmp_path / "h.db")
    with open_history(database) as history:
        for number, words in enumerate(("one", "two", "three")):
            audit = audit_saying(words)
            verdict = audit.verdict.model_copy(update={"score": 30 + number})
            history.remember("x", audit.model_copy(update={"verdict": verdict}), NOON + days(number))
    tool = ("--tool", "x", "--history", database)

    assert "(30 of 100) → Caution (31 of 100)" in said("diff", "2026-11-22", "2026-11-23", *tool)
    assert "(31 of 100) → Caution (32 of 100)" in said("diff", "previous", "last", *tool)
    assert "(32 of 100) → Caution (30 of 100)" in said("diff", "2027-01-01T00:00:00", "first", *tool)
    assert "not yet known" in str(refused("diff", "2026-11-21", "last", *tool))


def test_a_report_shows_the_line_of_earlier_audits(tmp_path: Path, database: str) -> None:
    """And verify still knows the page, but not as the same byte for byte."""
    page, bundle = tmp_path / "page.html", tmp_path / "b.warc"
    said("audit", SAVERS, "--evidence", bundle)
    said("audit", bundle, "--history", database, "--as", "glimmer", "--report", page)
    content = page.read_text("utf-8")

    assert "Earlier audits" in content
    assert content.count('<li class="nothing-found">') == 1
    assert "because the tool changed" in content
    assert "line of earlier audits" in said("verify", page, "--bundle", bundle)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("history",), "which history?"),
        (("history", "x", "--history", "nothere.db"), "there is no history 'nothere.db'"),
        (("diff", "nothere.json", "nothere.json"), "neither a file nor a day"),
        (("diff", "2026-11-22", "last"), "of which tool?"),
        (("diff", "x" * 300, "a\nb"), "neither a file nor a day"),
        (("audit", "A game.", "--history", "nothere.db"), "no name to remember it by"),
        (("history", "--history", "oracle://somewhere/else"), "SQLite or PostgreSQL"),
        (("history", "--history", "://"), "can't be used"),
    ],
)
def test_errors_are_one_sentence_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    """And nothing is written."""
    monkeypatch.chdir(tmp_path)

    assert sentence in str(refused(*arguments))
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_no_history_or_audit_are_refused(tmp_path: Path, database: str, saved: Path) -> None:
    """Each with what to do."""
    (tmp_path / "text.db").write_text("a text and no database, longer than a header of SQLite " * 20, "utf-8")
    (tmp_path / "list.json").write_text("[]", "utf-8")
    later = (saved / "old.json").read_text("utf-8").replace('"schema": 1', '"schema": 99', 1)
    (tmp_path / "later.json").write_text(later, "utf-8")

    assert "not a database" in str(refused("history", "--history", tmp_path / "text.db"))
    assert "is no audit" in str(refused("diff", tmp_path / "list.json", tmp_path / "list.json"))
    assert "schema 99" in str(refused("diff", tmp_path / "later.json", tmp_path / "later.json"))
    assert "does not carry its audit" in str(refused("diff", saved / "old.html", saved / "new.html"))
    error = refused("history", "glimer", "--history", database)
    assert "'glimmer'" in error.hint


def test_a_page_that_carries_its_audit_is_compared(saved: Path, tmp_path: Path) -> None:
    """As JSON in a block of data."""
    audit = json.dumps(json.loads((saved / "old.json").read_text("utf-8"))).replace("<", "\\u003c")
    block = f'<!doctype html>\n<script type="application/json" id="saveraudit-audit">{audit}</script>'
    (tmp_path / "page.html").write_text(block, "utf-8")

    assert "Nothing that was found changed." in said("diff", tmp_path / "page.html", saved / "old.json")


def test_what_could_only_be_read_in_part_is_not_remembered(tmp_path: Path) -> None:
    """Else what could not be read would look as if it were gone."""
    database = tmp_path / "h.db"
    result = run("audit", SAVERS, tmp_path / "none.html", "--history", database, "--as", "x")

    assert result.exit_code == 3
    assert "Not remembered" in result.stderr
    assert not database.exists()
