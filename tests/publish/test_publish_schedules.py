"""The examples of schedules: they are what their readers take, and every command in them is one of ours."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.cli import app

HOME = Path(__file__).parents[2] / "reports" / "schedule"
WORKFLOW = "github-pages.yml"
FILES = sorted(path.name for path in HOME.iterdir())


def text(name: str) -> str:
    """One example."""
    return (HOME / name).read_text("utf-8")


def unit(name: str) -> configparser.ConfigParser:
    """A unit of systemd."""
    parsed = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(text(name))
    return parsed


def commands(name: str) -> list[list[str]]:
    """Every call of ours in an example that is not a comment, in words."""
    found = []
    for line in text(name).splitlines():
        called = re.search(r"(?:^|[\s=/])saveraudit +(?=[a-z-])(.*)", line)
        if called and not line.lstrip().startswith("#"):
            found.append(shlex.split(re.split(r"\|\||>>|2>|&&|;", called[1])[0]))
    return found


def test_there_are_the_three_ways() -> None:
    """No other file: a test below would not know it."""
    assert FILES == ["crontab", WORKFLOW, "saveraudit-publish.service", "saveraudit-publish.timer"]


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".timer")])
def test_every_command_is_one_that_we_take(name: str) -> None:
    """With all its options, by the parser of the command itself."""
    (words,) = commands(name)
    command, arguments = words[0], words[1:]
    with app.make_context("saveraudit", ["publish"]) as context:
        found = app.get_command(context, command)
        assert found
        with found.make_context(command, arguments, parent=context) as made:
            assert made.params["file"] == Path("tools.yaml")
            assert made.params["site"] == Path("site")


def test_the_workflow_is_one() -> None:
    """Steps that run or use something; no more rights than needed; the history is kept first."""
    found: dict[Any, Any] = yaml.safe_load(text(WORKFLOW))
    when = found[True]  # YAML 1.1 takes "on" for a truth
    assert re.fullmatch(r"\d+ \d+ \* \* \*", when["schedule"][0]["cron"])
    assert found["permissions"] == {"contents": "write", "pages": "write", "id-token": "write"}
    assert found["concurrency"]["cancel-in-progress"] is False
    steps = found["jobs"]["publish"]["steps"]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    kept = next(n for n, step in enumerate(steps) if "git push" in step.get("run", ""))
    shown = next(n for n, step in enumerate(steps) if "deploy-pages" in step.get("uses", ""))
    assert kept < shown


def test_the_line_of_cron_has_five_fields_and_a_command() -> None:
    """And a setting before it."""
    lines = [line for line in text("crontab").splitlines() if line and not line.startswith("#")]
    assert re.fullmatch(r"[A-Z_]+=\S+", lines[0])
    assert re.fullmatch(r"\d+ \d+ \* \* \* cd \S+ && saveraudit publish .+", lines[1])
    assert "%" not in lines[1]  # cron would end the line there


def test_the_units_are_some() -> None:
    """The timer starts the service of its own name, once a day."""
    service, timer = unit("saveraudit-publish.service"), unit("saveraudit-publish.timer")
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["SuccessExitStatus"] == "3"
    assert service["Service"]["ReadWritePaths"] == service["Service"]["WorkingDirectory"]
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"
