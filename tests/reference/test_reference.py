"""The reference says what the program does: it is made from it, it is complete, and real output fits it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from pydantic import BaseModel

from auditor.cli import app
from auditor.cli.schema import SHAPES as NAMES
from auditor.cli.schemas import SCHEMAS, json_schema
from auditor.formats.csv import COLUMNS
from auditor.reference import shapes
from auditor.reference.__main__ import FOLDER, main
from auditor.reference.columns import MEANINGS
from auditor.reference.commands import ENDINGS, ENVIRONMENT, commands, errors_by_depth
from auditor.reference.docstrings import value_docs
from auditor.reference.fields import fields_of, is_class, reached
from auditor.reference.markdown import anchor
from auditor.reference.pages import MADE, SHAPES, pages
from auditor.rulebook import load_rulebook
from auditor.rulebook.yaml_source import parse_yaml
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MODELS = {model for page in SHAPES for model in reached(*page.roots)}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


@pytest.fixture(scope="module")
def made(rulebook: Rulebook) -> dict[str, str]:
    """The reference as it would be written now."""
    return pages(rulebook)


def printed(*arguments: str | Path) -> Any:
    """What a command prints as JSON."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)


def test_what_is_committed_is_what_the_command_makes(made: dict[str, str]) -> None:
    """Run ``python -m auditor.reference`` (or ``make reference``) after a change."""
    committed = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}

    assert [name for name, text in made.items() if committed.get(name) != text] == []
    assert committed.keys() == made.keys()
    assert main(["--check"]) == 0


def test_no_field_and_no_value_lacks_a_description() -> None:
    """Of all models that files hold; nor does a model."""
    bare = []
    for model in MODELS:
        if is_class(model, BaseModel):
            bare += [f"{model.__name__}.{field.name}" for field in fields_of(model) if not field.meaning]
        else:
            told = value_docs(model)  # type: ignore[arg-type]
            bare += [f"{model.__name__}.{name}" for name in model.__members__ if not told.get(name)]  # type: ignore[union-attr]
        assert model.__doc__

    assert sorted(bare) == []


def test_every_command_and_option_is_described(made: dict[str, str]) -> None:
    """Each with a sentence, under its whole name."""
    for name, command in commands():
        assert f"\n## {name}\n" in made["commands.md"]
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
                assert all(f"`{option}`" in made["commands.md"] for option in parameter.opts)


def test_every_exit_status_is_told(made: dict[str, str]) -> None:
    """Those of the errors, and those that commands end with themselves."""
    ended = {int(n) for path in (ROOT / "auditor/cli").glob("*.py") for n in exits(path.read_text("utf-8"))}

    assert {error.exit_status for _, error in errors_by_depth()} | ended | {0, 1} == ENDINGS.keys()
    assert all(error.__doc__ for _, error in errors_by_depth())
    assert all(f"`{error.__name__}`" in made["exit-status.md"] for _, error in errors_by_depth())


def exits(source: str) -> list[str]:
    """Numbers that a module ends the program with."""
    return re.findall(r"(?:sys\.exit|Exit)\((\d+)\)", source)


def test_every_variable_of_the_environment_is_told() -> None:
    """All of ours, and the ones of others that are heeded."""
    sources = [path.read_text("utf-8") for path in (ROOT / "auditor").rglob("*.py")]
    ours = {name for source in sources for name in re.findall(r'"(SAVERAUDIT_[A-Z_]+)"', source)}

    assert ours <= ENVIRONMENT.keys()


def test_every_id_of_the_rules_is_listed(made: dict[str, str], rulebook: Rulebook) -> None:
    """Of every record and every clause."""
    text = made["rules.md"] + made["access.md"] + made["clauses.md"]
    ids = [key for records in rulebook.sections.values() for key in records]

    assert [key for key in (*ids, *rulebook.clauses) if f"`{key}`" not in text] == []


def test_links_of_the_reference_lead_to_a_heading(made: dict[str, str]) -> None:
    """On the same page or another; every page is in the contents, and the contents in the README."""
    headings = {
        file: {anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
        for file, text in made.items()
    }
    for file, text in made.items():
        for to in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
            page, _, fragment = to.partition("#")
            if page.startswith(".."):
                assert (FOLDER / page).is_file()
                continue
            assert not fragment or fragment in headings[page or file], (file, to)
            assert (page or file) in made, (file, to)
    assert all(f"({file})" in made["README.md"] for file in made if file != "README.md")
    assert "(reports/reference/README.md)" in README
    assert made["audit.md"].startswith(MADE)


def test_only_what_reports_are_made_of_travels_in_the_wheel() -> None:
    """All of ``reports/`` but what is there to be read: reference, pictures of the README, schedules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    there_are = {f"reports/{path.name}" for path in (ROOT / "reports").iterdir()}
    to_read = {f"reports/{name}" for name in ("README.md", "reference", "schedule", "screenshots")}

    assert {*taken} - {"rules"} == there_are - to_read
    assert all(there == f"auditor/_data/{here}" for here, there in taken.items())


def test_all_columns_of_a_table_are_told() -> None:
    """And no other."""
    assert tuple(MEANINGS) == COLUMNS


def test_the_command_prints_every_schema_with_words_for_each_field() -> None:
    """The choice on the command line is the whole list; schemas are schemas, and hold no loose end."""
    assert tuple(SCHEMAS) == NAMES
    for name in NAMES:
        schema = printed("schema", name)
        jsonschema.Draft202012Validator.check_schema(schema)
        named = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
        assert named <= schema.get("$defs", {}).keys(), name
        for part in (schema, *schema.get("$defs", {}).values()):
            for field, words in part.get("properties", {}).items():
                assert name == "rule" or words.get("description"), (name, field)


def as_json(data: Any) -> Any:
    """YAML as JSON has it: days are text."""
    return json.loads(json.dumps(data, default=str))


def fits(data: Any, name: str) -> None:
    """Check JSON against a schema that the command prints."""
    jsonschema.Draft202012Validator(json_schema(name)).validate(data)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Desk:
    """A publisher's folder with a change, a reply, a failure and a withdrawal; and a site made from it."""
    desk = Desk(tmp_path_factory.mktemp("desk"), rulebook)
    desk.watch("saver", QUIET, reply={"date": "2026-11-20", "text": "We disagree."})
    desk.watch("back")
    desk.publish()
    desk.describe("saver", SAVERS)
    desk.tools[1]["withdrawn"] = {"date": "2026-11-21", "reason": "It was another tool."}
    desk.tools.append({"id": "never", "name": "Never", "targets": ["never.json"]})
    desk.publish(NOON.replace(day=30))
    return desk


def test_what_a_site_keeps_for_programs_fits(desk: Desk) -> None:
    """Field by field: nothing more, nothing less, whatever became of a tool."""
    index = json.loads(desk.page("index.json"))
    fits(index, "site-index")
    shapes.SiteIndex.model_validate(index)
    for name in ("saver", "back", "never"):
        tool = json.loads(desk.page(f"tools/{name}/tool.json"))
        fits(tool, "site-tool")
        shapes.SiteTool.model_validate(tool)
    shapes.WithdrawnAudit.model_validate_json(desk.page("tools/back/audit.json"))
    fits(json.loads(desk.page("tools/saver/audit.json")), "audit")
    fits(yaml.safe_load(desk.watchlist.read_text("utf-8")), "watchlist")


def test_a_history_fits(desk: Desk) -> None:
    """All tools, one tool, and a difference of two of its days."""
    database = desk.home / "state" / "history.db"
    shapes.ToolsOfHistory.model_validate(printed("history", "--history", database, "--format", "json"))
    told = printed("history", "saver", "--history", database, "--format", "json")
    fits(told, "history")
    shapes.HistoryOfTool.model_validate(told)
    days = ("first", "last", "--tool", "saver", "--history", database)
    fits(printed("diff", *days, "--format", "json"), "difference")


def test_audit_listing_and_verification_fit(tmp_path: Path) -> None:
    """Of the shipped example, with its evidence."""
    example = [ROOT / "auditor/examples" / name for name in ("saver-reveal.html", "saver-reveal.yaml")]
    bundle, report = tmp_path / "tool.warc.gz", tmp_path / "report.json"
    audit = printed("audit", *example, "--evidence", bundle, "--format", "json")
    report.write_text(json.dumps(audit), "utf-8")

    fits(audit, "audit")
    fits(printed("read", *example), "listing")
    fits(yaml.safe_load(example[1].read_text("utf-8")), "listing")
    fits(printed("verify", report, "--bundle", bundle, "--format", "json"), "verification")


def test_lines_of_a_scan_fit(tmp_path: Path) -> None:
    """Audits, and errors for lines that are none."""
    lines = [
        '{"id": "a", "texts": ["See who saved your TikTok!"]}',
        "[]",
        '{"manifest": {"name": "x"}, "id": 7}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    result = CliRunner().invoke(app, ["scan", str(tmp_path / "in.jsonl"), "--output", str(tmp_path / "out")])
    first, broken, last = map(json.loads, (tmp_path / "out").read_text("utf-8").splitlines())

    assert result.exit_code == 0
    fits(first, "audit")
    fits(last, "audit")
    shapes.ErrorLine.model_validate(broken)
    shapes.ManifestLine.model_validate_json(lines[2])


def test_what_is_printed_of_rules_fits() -> None:
    """Lists, sheets, coverage and faults."""
    for record in printed("rules", "list", "--section", "findings", "--format", "json"):
        shapes.RecordListed.model_validate(record)
    for record in printed("rules", "show", "promises-savers", "--format", "json"):
        shapes.RecordShown.model_validate(record)
    shapes.Coverage.model_validate(printed("rules", "coverage", "--format", "json"))
    lint = CliRunner().invoke(app, ["rules", "lint", "--on", "2099-01-01", "--format", "json"])
    issues = json.loads(lint.stdout)
    assert issues
    for issue in issues:
        shapes.IssueListed.model_validate(issue)


def test_the_yaml_of_the_readme_fits() -> None:
    """Listing, exceptions and watchlist as a newcomer copies them."""
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    for begin, name in (("name:", "listing"), ("exceptions:", "exceptions"), ("site:", "watchlist")):
        (block,) = (block for block in blocks if block.startswith(begin))
        fits(as_json(yaml.safe_load(block)), name)


def test_every_rule_file_fits() -> None:
    """The shipped ones, as an editor would check them."""
    check = jsonschema.Draft202012Validator(json_schema("rule"))
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        data = as_json(parse_yaml(path.read_bytes(), path.name).data)
        fault = next(check.iter_errors(data), None)
        assert fault is None, (path.name, fault and fault.json_path, fault and fault.message[:200])
