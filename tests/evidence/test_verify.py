"""A published verdict is run again; where it differs, each change is put down to whoever made it."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from auditor.cli import app
from auditor.cli.verify_output import in_words
from auditor.errors import AuditorError, UnknownFormat
from auditor.evidence import Judged, Recorder, bundle_of, load_bundle
from auditor.evidence.verify import Cause, Verification, again, verify
from auditor.judge import audit
from auditor.messages.languages import LANGUAGES
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import read

if TYPE_CHECKING:
    from click.testing import Result

    from auditor.evidence import Bundle
    from auditor.model import Audit

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SAVERS = "Our app shows who saved your TikTok videos."
HARMLESS = "A quiet game about trees."
RULES = Path(__file__).parent.parent.parent / "rules"


@cache
def shipped() -> Rulebook:
    """The rules of today."""
    return load_rulebook()


@pytest.fixture(scope="module")
def other_terms(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Rules of a day on which TikTok told tools who saved a video."""
    record = shipped().capabilities["tiktok.video.savers"].model_dump(mode="json")
    surface = next(name for name, each in shipped().surfaces.items() if each.third_party)
    record["cells"] = [cell for cell in record["cells"] if cell["surface"] != surface]
    record["cells"].append(
        {"surface": surface, "answer": "yes", "source": "https://a.example/", "date": "2026-12-01"}
    )
    return _rules(tmp_path_factory, "capabilities", record)


@pytest.fixture(scope="module")
def other_rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Rules that judge the promise, and a tie to TikTok, less harshly."""
    promise, tie = (_authored("findings", name) for name in ("promises-savers", "says-it-is-official"))
    milder = ({**promise, "severity": "medium"}, {**tie, "severity": "low"})
    return _rules(tmp_path_factory, "findings", *milder)


def _authored(section: str, name: str) -> dict[str, Any]:
    for path in (RULES / section).rglob("*.yaml"):
        for record in yaml.safe_load(path.read_text("utf-8")).get(section, ()):
            if record["id"] == name:
                return dict(record)
    raise AssertionError(name)


def _rules(factory: pytest.TempPathFactory, section: str, *records: dict[str, Any]) -> Rulebook:
    folder = factory.mktemp("rules")
    content = json.dumps({section: [{**record, "replaces": True} for record in records]}, default=str)
    (folder / "mine.yaml").write_text(content, "utf-8")
    return load_rulebook(folder)


def day(text: str, rulebook: Rulebook) -> tuple[Audit, Bundle]:
    """An audit and its bundle."""
    recorder = Recorder()
    result = audit(read([text], witness=recorder), rulebook, on=NOON.date())
    content = bundle_of(recorder.targets, Judged(result, rulebook, NOON))
    return result, load_bundle(io.BytesIO(content), "b.warc")


def causes(verification: Verification) -> list[Cause]:
    """Whom the changes are put down to, in order."""
    return [step.cause for step in verification.steps]


def levels(verification: Verification) -> dict[Cause, list[str]]:
    """How the level changed by each cause."""
    return {
        step.cause: [f"{c.before} {c.after}" for c in step.changes if c.what == "level"]
        for step in verification.steps
    }


def test_the_same_is_the_same() -> None:
    """Byte for byte."""
    report, bundle = day(SAVERS, shipped())

    assert verify(report, [bundle], shipped()).outcome == "same"
    assert verify(report, [bundle], shipped()).steps == ()


def test_a_change_of_terms_is_put_down_to_the_platform(other_terms: Rulebook) -> None:
    """Old evidence under new terms; the cell is named first."""
    report, bundle = day(SAVERS, shipped())
    found = verify(report, [bundle], other_terms)

    assert (found.outcome, causes(found)) == ("different", [Cause.PLATFORM])
    assert found.steps[0].because[0].startswith("tiktok.video.savers / ")
    assert [(c.before, c.after) for c in found.steps[0].changes if c.what == "claim"] == [
        ("certain, impossible", "certain, possible")
    ]


def test_a_change_of_rules_is_put_down_to_us(other_rules: Rulebook) -> None:
    """And the rule is named first."""
    report, bundle = day(SAVERS, shipped())
    found = verify(report, [bundle], other_rules)

    assert (found.outcome, causes(found)) == ("different", [Cause.RULES])
    assert found.steps[0].because[0] == "findings/promises-savers"


def test_a_change_of_the_tool_is_put_down_to_the_tool() -> None:
    """New evidence under the same rules, with or without the old bundle."""
    report, old = day(SAVERS, shipped())
    _, new = day(HARMLESS, shipped())
    for bundles in ([new], [old, new]):
        found = verify(report, bundles, shipped())
        assert (found.outcome, causes(found)) == ("different", [Cause.TOOL])
        assert levels(found)[Cause.TOOL] == ["avoid nothing-found"]
        assert "SHA-256" in found.steps[0].because[0]


def test_the_causes_are_told_apart_when_all_change(other_terms: Rulebook) -> None:
    """Old bundle with new rules, then new bundle with new rules; or new bundle with old rules, then new."""
    report, old = day(SAVERS, shipped())
    _, new = day(f"{SAVERS} Log in with your TikTok password.", shipped())
    with_old = verify(report, [old, new], other_terms)
    with_new = verify(report, [new], other_terms)

    assert causes(with_old) == [Cause.PLATFORM, Cause.TOOL]
    assert causes(with_new) == [Cause.TOOL, Cause.PLATFORM]
    assert with_old.now == with_new.now


def test_what_can_not_be_told_apart_is_said_to_be_so(other_rules: Rulebook) -> None:
    """Another tool under other rules, and nothing of the day at hand."""
    report, _ = day(SAVERS, shipped())
    _, new = day(HARMLESS, other_rules)

    assert causes(verify(report, [new], other_rules)) == [Cause.SEVERAL]


def test_rules_and_terms_are_told_apart(other_terms: Rulebook, other_rules: Rulebook) -> None:
    """Rules that differ in both from those of the day: each has its own step."""
    report, bundle = day(f"{SAVERS} We are an official TikTok partner.", other_terms)
    found = verify(report, [bundle], other_rules)

    assert causes(found) == [Cause.RULES, Cause.PLATFORM]


def test_an_edited_report_is_found_out(other_rules: Rulebook) -> None:
    """Nothing else changed, so the report did; rules that changed since do not hide it."""
    report, bundle = day(SAVERS, shipped())
    edited = report.model_copy(update={"verdict": report.verdict.model_copy(update={"score": 12})})

    assert causes(verify(edited, [bundle], shipped())) == [Cause.REPORT]
    assert causes(verify(edited, [bundle], other_rules)) == [Cause.REPORT, Cause.RULES]


def test_another_program_is_named() -> None:
    """A report of an older version that reads otherwise."""
    report, bundle = day(SAVERS, shipped())
    older = report.model_copy(
        update={"tool_version": "0.0.9", "verdict": report.verdict.model_copy(update={"headline": "Hm."})}
    )
    found = verify(older, [bundle], shipped())

    assert causes(found) == [Cause.PROGRAM]
    assert found.steps[0].because == (f"Saveraudit 0.0.9 → {report.tool_version}",)


def test_the_rules_of_then_tell_the_program_from_the_rules(other_rules: Rulebook) -> None:
    """With them, a change of both has two steps; without, one that says so."""
    report, bundle = day(SAVERS, shipped())
    older = report.model_copy(update={"tool_version": "0.0.9"})

    assert causes(verify(older, [bundle], other_rules)) == [Cause.SEVERAL]
    assert causes(verify(older, [bundle], other_rules, shipped())) == [Cause.RULES]


def test_other_versions_alone_change_no_result() -> None:
    """A new version of the rules that has nothing to do with this tool."""
    report, bundle = day(SAVERS, shipped())
    stamp = report.rulebook.model_copy(update={"version": "2020.1", "digest": "sha256:0"})
    found = verify(report.model_copy(update={"rulebook": stamp, "tool_version": "0"}), [bundle], shipped())

    assert (found.outcome, found.steps) == ("same-result", ())


def test_again_is_as_on_the_day() -> None:
    """The audit in a bundle and the audit of it."""
    report, bundle = day(SAVERS, shipped())

    assert again(bundle, shipped()) == report == bundle.audit


def test_many_changes_are_cut_and_counted(other_rules: Rulebook) -> None:
    """On a terminal; in plain words, and with what would tell more."""
    report, _ = day(
        f"{SAVERS} Log in with your TikTok password. Buy followers. See who viewed you.", shipped()
    )
    _, new = day(HARMLESS, other_rules)
    words = in_words(verify(report, [new], other_rules))

    assert "Several things changed at once" in words
    assert "more (--format json has all)" in words
    assert "own bundle (--bundle)" in words
    assert max(map(len, words.splitlines())) <= 80


def test_trifles_are_named() -> None:
    """Versions and times."""
    report, bundle = day(SAVERS, shipped())
    stamp = report.rulebook.model_copy(update={"version": "2020.1", "digest": "sha256:0"})
    read_then = tuple(source.model_copy(update={"retrieved_at": NOON}) for source in report.sources)
    other = report.model_copy(update={"rulebook": stamp, "tool_version": "0", "sources": read_then})
    words = " ".join(in_words(verify(other, [bundle], shipped())).split())

    assert "rules (2020.1 then" in words
    assert "Saveraudit (0 then" in words
    assert "the time of reading" in words


def run(*arguments: str | Path) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder with a report in both forms and its bundle."""
    run(
        "audit", SAVERS, "--evidence", tmp_path / "b.warc.gz", "--format", "json", "-o", tmp_path / "r.json",
        "--report", tmp_path / "r.html",
    )  # fmt: skip
    return tmp_path


@pytest.mark.parametrize("name", ["r.json", "r.html"])
def test_the_command_verifies_both_forms(published: Path, name: str) -> None:
    """Status 0 and a plain sentence."""
    result = run("verify", published / name, "--bundle", published / "b.warc.gz")

    assert result.exit_code == 0
    assert result.output.startswith("The same, byte for byte.\n")
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_verifies_in_every_language(published: Path, code: str) -> None:
    """In its own; one that says that it is in another, or in none of ours, does not."""
    page = published / f"{code}.html"
    run("audit", published / "b.warc.gz", "--language", code, "--report", page)
    right = run("verify", page, "--bundle", published / "b.warc.gz")
    assert right.exit_code == 0, right.output
    for other in ("en" if code == "ar" else "ar", "xx"):
        text = page.read_text("utf-8").replace(f'<html lang="{code}"', f'<html lang="{other}"', 1)
        (published / "changed.html").write_text(text, "utf-8")

        wrong = run("verify", published / "changed.html", "--bundle", published / "b.warc.gz")
        assert isinstance(wrong.exception, UnknownFormat)


def test_the_command_says_whose_change_it_is(published: Path) -> None:
    """Status 1; in words and as JSON."""
    report = json.loads((published / "r.json").read_text("utf-8"))
    report["verdict"]["score"] = 3
    report["findings"][0]["title"] = "\x1b[2J\u202e red"
    (published / "r.json").write_text(json.dumps(report), "utf-8")
    words = run("verify", published / "r.json", "--bundle", published / "b.warc.gz")
    data = run("verify", published / "r.json", "--bundle", published / "b.warc.gz", "--format", "json")

    assert words.exit_code == data.exit_code == 1
    assert "the report is not what came of the audit" in " ".join(words.output.split())
    assert "\x1b" not in words.output
    assert "\u202e" not in words.output
    assert json.loads(data.output)["steps"][0]["cause"] == "report"


def test_another_layout_is_the_same_result(published: Path) -> None:
    """A program that sorts or indents JSON changes no verdict."""
    report = json.loads((published / "r.json").read_text("utf-8"))
    (published / "r.json").write_text(json.dumps(report, indent=7), "utf-8")
    result = run("verify", published / "r.json", "--bundle", published / "b.warc.gz")

    assert result.exit_code == 0
    assert "differ only in layout" in result.output


def test_rules_of_the_users_own_count(published: Path) -> None:
    """Here a whole copy of the rules as those of then, with a folder of later ones."""
    then = published / "then"
    shutil.copytree(RULES, then, ignore=shutil.ignore_patterns("second-reader"))
    mine = published / "mine"
    mine.mkdir()
    record = {**_authored("findings", "promises-savers"), "severity": "medium", "replaces": True}
    (mine / "mine.yaml").write_text(json.dumps({"findings": [record]}, default=str), "utf-8")
    bundle = published / "b.warc.gz"
    result = run("verify", published / "r.json", "--bundle", bundle, "--rules", mine, "--rules-then", then)

    assert result.exit_code == 1
    assert "Our rules changed" in result.output
    assert "promises-savers" in result.output


def test_what_is_not_there_is_a_sentence(published: Path) -> None:
    """The report, or the bundle."""
    for report, bundle in (("none.json", "b.warc.gz"), ("r.json", "none.warc"), (".", "b.warc.gz")):
        result = run("verify", published / report, "--bundle", published / bundle)
        assert isinstance(result.exception, AuditorError)
        assert result.exception.exit_status == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b" " * (8 * 2**20 + 1), "larger than"),
        (b"{}", "is no audit"),
        (b"no json", "is no audit"),
        (b"[" * 100_000, "is no audit"),
        (b"<!doctype html><p>other", "not the page"),
    ],
)
def test_what_is_no_report_is_a_sentence(published: Path, content: bytes, words: str) -> None:
    """Status 3."""
    (published / "x").write_bytes(content)
    result = run("verify", published / "x", "--bundle", published / "b.warc.gz")

    assert isinstance(result.exception, AuditorError)
    assert words in str(result.exception)
    assert result.exception.exit_status == 3
