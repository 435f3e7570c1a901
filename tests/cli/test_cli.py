"""The command: exit statuses, one clear sentence for bad input, output that pipes, help with examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner

from auditor.cli import COMMANDS, app
from auditor.errors import AuditorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "auditor" / "examples"
SAVERS = "See who saved your TikTok videos. Log in with your TikTok password."


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as users run it."""
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, cwd=ROOT, check=False, env={"PATH": "", **environment}
    )


def audited(*arguments: str | Path) -> dict[str, Any]:
    """The audit as JSON."""
    return dict(json.loads(run("audit", *arguments, "--format", "json").output))


def test_the_shipped_example_is_avoided_and_its_report_written(tmp_path: Path) -> None:
    """What "make demo" runs."""
    report = tmp_path / "out" / "demo.html"
    done = process(
        "audit", EXAMPLES / "saver-reveal.html", EXAMPLES / "saver-reveal.yaml", "--report", report
    )

    assert done.returncode == 0
    assert "AVOID" in done.stdout.upper()
    assert str(report) in done.stdout.replace("\n", "")
    assert report.read_text("utf-8").startswith("<!doctype html>")


def test_status_one_means_at_or_above_the_threshold() -> None:
    """0 below it, 1 at it or above."""
    assert run("audit", SAVERS, "--fail-on", "avoid").exit_code == 1
    assert run("audit", SAVERS, "--fail-on", "caution").exit_code == 1
    assert run("audit", "A quiet game about trees.", "--fail-on", "caution").exit_code == 0


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("nothere.html", None, 3, "no file"),
        ("empty.html", b"", 3, "empty"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3", 3, "PDF"),
        ("broken.yaml", b"texts: [a", 3, "broken.yaml:"),
        ("typo.json", b'{"texts": ["a"], "acess": []}', 3, "did you mean 'access'"),
        (
            "shell.html",
            b"<html><body><div id=root></div><script src=a.js></script></body></html>",
            3,
            "script",
        ),
        ("gone.html", b"<title>404 Not Found</title><h1>404 Not Found</h1>", 3, "404"),
    ],
)
def test_bad_input_is_one_clear_sentence(
    tmp_path: Path, name: str, content: bytes | None, status: int, said: str
) -> None:
    """No traceback, the right status, and what to do next."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = process("audit", path)

    assert done.returncode == status
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_a_rule_with_an_unknown_key_is_named_by_file_and_line(tmp_path: Path) -> None:
    """A rule author sees where."""
    (tmp_path / "mine.yaml").write_text("purposes:\n  - id: x\n    titel: y\n", "utf-8")
    done = process("audit", "text to audit", "--rules", tmp_path)

    assert done.returncode == 2
    assert re.search(r"mine\.yaml:[23]: ", done.stderr)
    assert "Traceback" not in done.stderr


def test_what_could_be_read_is_reported_when_a_target_could_not(tmp_path: Path) -> None:
    """Status 3, and the audit of the rest."""
    result = run("audit", EXAMPLES / "saver-reveal.html", tmp_path / "none.html", "--format", "json")
    body = json.loads(result.stdout)

    assert result.exit_code == 3
    assert body["verdict"]["level"] == "avoid"
    assert any("none.html" in item["reason"] for item in body["not_analysed"])


def test_two_runs_give_the_same_bytes() -> None:
    """Whatever the order of hashes."""
    arguments = ("audit", EXAMPLES / "saver-reveal.html", EXAMPLES / "saver-reveal.yaml", "--format", "json")
    one = process(*arguments, PYTHONHASHSEED="1")
    two = process(*arguments, PYTHONHASHSEED="2")

    assert one.stdout == two.stdout
    assert one.stdout


def test_what_read_prints_is_a_target_that_gives_the_same_audit(tmp_path: Path) -> None:
    """Reading and judging are apart."""
    listing = tmp_path / "listing.json"
    listing.write_text(run("read", EXAMPLES / "saver-reveal.html").output, "utf-8")
    direct, again = audited(EXAMPLES / "saver-reveal.html"), audited(listing)

    assert again["verdict"] == direct["verdict"]
    assert again["findings"] == direct["findings"]


def test_text_on_standard_input_is_audited() -> None:
    """With "-" as the target."""
    assert (
        json.loads(run("audit", "-", "--format", "json", stdin=SAVERS).output)["verdict"]["level"] == "avoid"
    )


def test_output_for_pipes_has_no_escape_codes() -> None:
    """Not in a pipe, and not with NO_COLOR."""
    done = process("audit", SAVERS, NO_COLOR="1")

    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_an_older_file_stays_when_the_run_fails(tmp_path: Path) -> None:
    """Output is opened late."""
    output = tmp_path / "audit.json"
    output.write_text("older", "utf-8")
    result = run("audit", tmp_path / "none.html", "--output", output)

    assert isinstance(result.exception, AuditorError)
    assert output.read_text("utf-8") == "older"


def test_exceptions_set_a_finding_aside(tmp_path: Path) -> None:
    """Through the command, with a file."""
    listing = tmp_path / "tool.yaml"
    listing.write_text("name: SaveSpy\ntexts: [See who saved your TikTok videos.]\n", "utf-8")
    reviewed = tmp_path / "exceptions.yaml"
    rules = ("promises-savers", "publishes-other-people")
    lines = [
        f"- {{rule: {r}, tool: SaveSpy, reason: parody, reviewer: me, expires: 2999-01-01}}" for r in rules
    ]
    reviewed.write_text("exceptions:\n" + "\n".join(lines), "utf-8")
    body = audited(listing, "--exceptions", reviewed)

    assert body["verdict"]["level"] == "nothing-found"
    assert {finding["rule"] for finding in body["set_aside"]} >= {"promises-savers"}


def test_offline_asks_for_nothing() -> None:
    """An address is refused with the reason."""
    result = run("audit", "https://tool.example/", "--offline")

    assert isinstance(result.exception, AuditorError)
    assert "--offline" in str(result.exception)


def test_scan_writes_audits_and_says_what_it_did(tmp_path: Path) -> None:
    """Audits to the file, the summary to standard error."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "texts": ["x"]}\n{"id": "b", "texts": ["A game."]}\n', "utf-8")
    done = process("scan", source, "--output", target)

    assert done.returncode == 0
    assert "2 listings" in done.stderr
    assert len(target.read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("which", ["listing", "audit", "rule"])
def test_schemas_are_schemas(which: str) -> None:
    """Of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", which).output))


def test_schemas_fit_what_is_printed() -> None:
    """A listing that read prints and an audit that audit prints are valid."""
    schemas = {which: json.loads(run("schema", which).output) for which in ("listing", "audit")}
    listing = json.loads(run("read", EXAMPLES / "saver-reveal.html").output)

    jsonschema.validate(listing, schemas["listing"])
    jsonschema.validate(audited(EXAMPLES / "saver-reveal.html"), schemas["audit"])


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=str)
def test_help_shows_examples(command: Sequence[str]) -> None:
    """Every command's help can be copied from."""
    help_text = run(*command, "--help").output

    assert "Examples:" in help_text
    assert "saveraudit" in help_text
