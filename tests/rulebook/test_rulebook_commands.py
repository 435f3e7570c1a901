"""``saveraudit rules``: what each command prints, and with which status it ends."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from auditor import resources
from auditor.cli.rules import rules
from auditor.errors import RuleError, UsageError
from auditor.rulebook import selftest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.model import Listing
    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]


@pytest.fixture(autouse=True)
def shipped(folder: Folder, rules_text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small rule set in the place of the shipped one."""
    home = folder(all=rules_text)
    monkeypatch.setattr(resources, "folder", lambda _: home)
    return home


def run(*arguments: str | Path) -> Result:
    """Run ``rules`` with these arguments; errors of our own come out as they are."""
    return CliRunner().invoke(rules, [str(argument) for argument in arguments], catch_exceptions=False)


def data(*arguments: str) -> Any:
    """Return what a command prints as JSON."""
    return json.loads(run(*arguments, "--format", "json").stdout)


def test_list_prints_a_line_of_four_fields_for_each_record() -> None:
    """Findings first, so that pipes begin with what matters."""
    lines = run("list").stdout.splitlines()

    assert lines[0] == "findings\tpromises-savers\tcritical\tPromises a list of savers"
    assert {line.count("\t") for line in lines} == {3}
    assert "access\tchrome:tabs\tlow\tsee your tabs" in lines


def test_list_can_be_narrowed() -> None:
    """To a section or a category."""
    assert {row["section"] for row in data("list", "--section", "claims")} == {"claims"}
    assert [row["id"] for row in data("list", "--category", "impossible-claim")] == ["promises-savers"]
    assert data("list", "--category", "privacy") == []


@pytest.mark.parametrize(
    ("option", "value", "close"), [("--section", "claim", "claims"), ("--category", "privcy", "privacy")]
)
def test_list_knows_its_sections_and_categories(option: str, value: str, close: str) -> None:
    """A misspelt name is no empty list."""
    with pytest.raises(UsageError, match=f"did you mean '{close}'"):
        run("list", option, value)


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        (
            "promises-savers",
            [
                "claim reveals-savers, certain, while it is impossible",
                "no-lists: Film Terms, 3.1, EEA, 2026-09-01.",
                "matches: {",
            ],
        ),
        ("chrome:tabs", ["see your tabs", "danger", "low"]),
        (
            "android.permission.READ_CONTACTS",
            ["device.contacts: your contacts", "explained by\n  find-friends"],
        ),
        (
            "reveals-savers",
            ["today\n  impossible", "open-door: count-only, 2026-10-01", "named by\n  promises-savers"],
        ),
        ("device.contacts", ["given by\n  android.permission.READ_CONTACTS", "needed by\n  find-friends"]),
        ("find-friends", ["explains\n  android.permission.READ_CONTACTS"]),
        ("film-terms", ["no-lists: 3.1: Nobody is given lists of viewers. [promises-savers]", "[uncovered]"]),
        ("no-lists", ["film-terms: Film Terms, Film, 2026-09-01", "cited by\n  promises-savers"]),
        ("unseen", ["not visible\n  It happens on servers of the tool."]),
        ("page.password-field", ["The page has a field for a password"]),
        ("instead", ["Remove the app. (when: access android.*)"]),
        ("chrome:host:<all_urls>", ["every site", "chrome: Read and change all your data"]),
        ("film", ["third party", "redirect https", "host: film.example, path: /authorize"][2:]),
        ("in-app", ["third party\n  no"]),
    ],
)
def test_show_tells_what_a_record_is_connected_to(record_id: str, expected: list[str]) -> None:
    """In words, with the place where it stands."""
    result = run("show", record_id)

    assert result.exit_code == 0
    assert [words for words in expected if words not in result.stdout] == []
    assert "/all.yaml:" in result.stdout


def test_show_as_json_gives_the_record_and_its_place(shipped: Path) -> None:
    """As it could stand in a file."""
    (shown,) = data("show", "official")

    assert (shipped / "all.yaml").exists()
    assert shown["path"] == "rules/all.yaml"
    assert shown["record"]["id"] == "official"
    assert shown["line"] > 1


def test_show_shows_each_record_with_the_id(folder: Folder) -> None:
    """An id is unique within a section alone."""
    own = folder(own="questions: [{id: official, question: Is it?, answer: No, source: x, date: 2026-10-01}]")
    stdout = run("show", "official", "--rules", own).stdout

    assert stdout.startswith("is official\nclaims official, ")
    assert "\n\nIs it?\nquestions official, " in stdout


def test_show_says_which_id_was_meant() -> None:
    """Ids are long."""
    with pytest.raises(
        UsageError, match="no record has the id 'reveals-saver', did you mean 'reveals-savers'"
    ):
        run("show", "reveals-saver")


def test_lint_ends_with_1_on_errors_and_prints_one_a_line() -> None:
    """The summary stands beside the output."""
    result = run("lint", "--on", "2026-11-22")

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 6
    assert result.stderr == "2 errors, 4 warnings\n"
    assert {row["check"] for row in data("lint")} >= {"unused", "claim-without-finding"}


def test_lint_ends_with_0_on_warnings_unless_strict(shipped: Path, rules_text: str) -> None:
    """Warnings are advice."""
    titles, savers = (
        f"{{claim: {name}, deliverable: impossible" for name in ("reveals-titles", "reveals-savers")
    )
    when = f"when: {{any: [{{claim: official}}, {titles}}}, {savers}}}]}}"
    text = rules_text.replace(f"when: {savers}, certainty: certain}}", when)
    (shipped / "all.yaml").write_text(text, encoding="utf-8")

    assert run("lint", "--on", "2026-11-22").exit_code == 0
    assert run("lint", "--on", "2026-11-22", "--strict").exit_code == 1


def test_lint_lists_every_fault_of_rules_that_do_not_load(folder: Folder) -> None:
    """With status 2, in the same shape."""
    own = folder(own="acces: []\nquestions: [{id: x}]")
    result = run("lint", "--rules", own)

    assert result.exit_code == 2
    assert (
        f"{own}/own.yaml:1: error: unknown section 'acces', did you mean 'access'? (does not load)"
        in result.stdout
    )
    assert len(result.stdout.splitlines()) == 5
    assert {row["check"] for row in json.loads(run("lint", "--rules", own, "--format", "json").stdout)} == {
        "does-not-load"
    }


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["test"], ["coverage"]])
def test_other_commands_raise_the_first_fault(folder: Folder, command: list[str]) -> None:
    """The edge of the program prints it and ends with 2."""
    with pytest.raises(RuleError, match=r"own.yaml:1: unknown section") as caught:
        run(*command, "--rules", folder(own="acces: []"))
    assert caught.value.exit_status == 2


def test_own_rules_are_shown_beside_the_shipped_ones(folder: Folder) -> None:
    """``--rules`` may be given several times."""
    question = "questions: [{id: %s, question: Who?, answer: x, source: x, date: 2026-10-01}]"
    found = data(
        "list",
        "--section",
        "questions",
        "--rules",
        str(folder(a=question % "a")),
        "--rules",
        str(folder(b=question % "b")),
    )

    assert [row["id"] for row in found] == ["who", "a", "b"]


def test_coverage_lists_clauses_and_counts_them() -> None:
    """One line a clause, totals beside it."""
    result = run("coverage")

    assert result.stdout.splitlines()[0] == "film-terms\tno-lists\tcited\tpromises-savers"
    assert result.stderr == "1 cited, 1 not-visible, 1 uncovered\n"
    assert run("coverage", "--uncovered").stdout == "film-terms\town-day\tuncovered\t\n"
    assert data("coverage")["totals"] == {"cited": 1, "not-visible": 1, "uncovered": 1}


@pytest.mark.parametrize(
    ("shown", "lines", "status"), [([], 1, 1), (["--verbose"], 3, 1), (["-v", "en"], 1, 0)]
)
def test_test_names_what_fails_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, shown: list[str], lines: int, status: int
) -> None:
    """One line for each failure; the count stands beside them."""

    def judge(listing: Listing, rulebook: Rulebook) -> SimpleNamespace:
        del listing, rulebook
        claim = SimpleNamespace(
            id="reveals-savers", quote="See who saved your film", deliverable="impossible"
        )
        return SimpleNamespace(findings=[], claims=[claim], purposes=[])

    monkeypatch.setattr(selftest, "_real_audit", lambda: judge)
    result = run("test", *shown)

    assert result.exit_code == status
    assert len(result.stdout.splitlines()) == lines
    assert result.stderr.endswith("failed\n")


def test_a_terminal_gets_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """With heads, and with square brackets as they are."""
    from auditor.cli import rules_output  # noqa: PLC0415

    monkeypatch.setattr(rules_output, "_on_terminal", lambda: True)

    assert "section" in run("list", "--section", "claims").stdout.splitlines()[0]


@pytest.mark.parametrize("command", ["list", "show", "test", "lint", "coverage"])
def test_every_command_explains_itself_with_examples(command: str) -> None:
    """Help without examples is no help."""
    text = run(command, "--help").stdout

    assert "Examples:" in text
    assert f"saveraudit rules {command}" in text
    assert "--rules" in text
