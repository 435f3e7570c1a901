"""What each form tells: verdict, reasons in the tool's words, what could not be looked at, and how sure."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from samples import SAMPLES

from auditor.bulk import ScanResult, table
from auditor.cli import app
from auditor.cli.forms import FORMATS, named_report
from auditor.errors import UsageError
from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.csv import heading, row
from auditor.formats.endings import ENDINGS, choice_for
from auditor.formats.json import JsonFormat
from auditor.formats.png import png_of
from auditor.formats.svg import colours, width, wrapped
from auditor.judge import audit as judged
from auditor.model import Certainty, Level
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources import read

if TYPE_CHECKING:
    from auditor.model import Audit

FRIENDLY = [name for name in SAMPLES if name != "hostile"]
CONSENT = (
    "https://www.tiktok.com/v2/auth/authorize/?client_key=aw12345&scope=user.info.basic,video.publish"
    "&response_type=code&redirect_uri=https%3A%2F%2Ftool.example%2Fcb"
)
WORDS = ["markdown", "sarif", "share", "badge", "card"]


def made(form: str, audit: Audit, **options: Any) -> str:
    """Return ``audit`` in one form."""
    return FormatChoice(form).to_format(FormatOptions(**options)).render(audit)


@pytest.mark.parametrize("form", ["markdown", "sarif", "csv", "share", "badge", "card", "claimreview"])
def test_each_form_tells_verdict_quote_and_gap(form: str) -> None:
    """In few words or many."""
    text = made(form, SAMPLES["avoid"]())

    assert "avoid" in text.lower()
    assert "shows you exactly who saved your TikTok videos" in text
    assert re.search("7 of 9 checks|ords in its pictures|Six pictures were not read", text)


@pytest.mark.parametrize("name", FRIENDLY)
@pytest.mark.parametrize("form", [*FORMATS])
def test_no_form_calls_a_tool_safe_or_accuses(form: str, name: str) -> None:
    """Whatever the verdict."""
    text = made(form, SAMPLES[name]())

    assert not re.search(r"\b(safe|scam|malware|steals?|lies|guaranteed)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("form", WORDS)
@pytest.mark.parametrize("name", ["high-risk", "caution"])
def test_what_is_likely_is_headed_as_likely(form: str, name: str) -> None:
    """The level never stands without that word."""
    audit = SAMPLES[name]()
    assert audit.verdict.certainty is Certainty.LIKELY

    word = audit.verdict.level.value.replace("-", " ").capitalize()
    assert f"{word} (likely)" in made(form, audit)


def test_a_likely_reason_says_so_on_the_page_too() -> None:
    """A reason that rests on a likely finding has the word beside it, in page, terminal and Markdown."""
    base = SAMPLES["avoid"]()
    audit = base.model_copy(
        update={
            "findings": tuple(f.model_copy(update={"certainty": Certainty.LIKELY}) for f in base.findings)
        }
    )

    for form in ("html", "terminal", "markdown"):
        assert made(form, base).count("(likely)") == 0
        assert made(form, audit).count("(likely)") == 3


@pytest.fixture(scope="module")
def noted() -> Audit:
    """An honest link with two small faults: nothing to warn about, and something to note."""
    return judged(read([CONSENT]), load_rulebook())


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "card", "sarif", "badge"])
def test_findings_that_warn_of_nothing_are_noted_and_not_denied(form: str, noted: Audit) -> None:
    """They are headed so, and no sentence says that there are none."""
    assert noted.verdict.level is Level.NOTHING_FOUND
    assert noted.findings
    text = " ".join(made(form, noted, width=200).split())

    assert "Also noted" in text or form == "badge"
    for denial in ("reasons<", "Two reasons", "no reason against", "No finding<", "the worst", "was found<"):
        assert denial not in re.sub(r"<section class=.method.*", "", text)


def test_the_page_says_how_the_score_came_about(noted: Audit) -> None:
    """The worst finding decides, certain or likely; where none does, only the points stand there."""
    assert "2 points of 100<" in made("html", noted)
    likely = made("html", SAMPLES["high-risk"]())
    assert "71 points of 100; the worst finding decides" in likely
    assert "a grave one that is only likely leads one level lower" in likely
    assert "worst certain" not in likely


def test_only_certain_findings_are_errors_in_sarif() -> None:
    """Likely ones are warnings; what was set aside is suppressed with its reason; gaps are notifications."""
    audit = SAMPLES["avoid"]()
    run = json.loads(made("sarif", audit))["runs"][0]
    levels = {r["ruleId"]: r["level"] for r in run["results"]}

    assert levels["impossible-savers"] == "error"
    assert levels["impossible-viewers"] == "warning"
    assert [r["ruleId"] for r in run["results"] if "suppressions" in r] == ["name-has-tiktok"]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(audit.not_analysed)
    assert not json.loads(made("sarif", SAMPLES["not-analysed"]()))["runs"][0]["invocations"][0][
        "executionSuccessful"
    ]


def reviews(audit: Audit, **options: Any) -> list[dict[str, Any]]:
    """Return the reviews of ``audit``."""
    graph: list[dict[str, Any]] = json.loads(made("claimreview", audit, **options))["@graph"]
    return graph


def test_a_review_has_what_fact_checkers_publish() -> None:
    """Claim, rating with words, author, page, day, and where it was said."""
    (review,) = reviews(SAMPLES["avoid"](), page="https://reports.example/savespy", author="Example News")

    assert review["claimReviewed"] == "SaveSpy tells which people saved your video"
    assert review["url"] == "https://reports.example/savespy"
    assert review["author"]["name"] == "Example News"
    assert review["datePublished"] == "2026-11-22"
    assert review["reviewRating"]["alternateName"] == "Not possible: nobody is given this"
    assert review["itemReviewed"]["author"]["name"] == "Example Apps"
    assert review["itemReviewed"]["appearance"]["url"] == "https://savespy.example/get"


def test_only_certain_impossible_promises_that_count_are_reviewed() -> None:
    """Not likely ones, not those whose finding is likely or set aside, not what is only against terms."""
    base = SAMPLES["avoid"]()
    unsure = tuple(c.model_copy(update={"certainty": Certainty.LIKELY}) for c in base.claims)

    assert reviews(base.model_copy(update={"claims": unsure})) == []
    assert reviews(base.model_copy(update={"findings": base.findings[1:]})) == []
    assert (
        reviews(base.model_copy(update={"findings": base.findings[1:], "set_aside": base.findings[:1]})) == []
    )
    assert "ld+json" not in made("html", base.model_copy(update={"claims": unsure}))
    assert "ld+json" in made("html", base)


def test_colours_and_shapes_are_those_of_the_page() -> None:
    """Each level has its own in badge and card, taken from the style sheet; none is green."""
    base = SAMPLES["avoid"]()
    for form in ("badge", "card"):
        shapes = set()
        for level in Level:
            verdict = base.verdict.model_copy(update={"level": level})
            text = made(form, base.model_copy(update={"verdict": verdict}))
            assert colours()[f"{level}-solid"] in text
            shapes.add(re.sub(r"#[0-9a-f]{6}", "", re.search(r"<svg class.*?</svg>", text, re.DOTALL)[0]))  # type: ignore[index]
        assert len(shapes) == len(Level)
    for level in Level:
        red, green, blue = (int(colours()[f"{level}-solid"][n : n + 2], 16) for n in (1, 3, 5))
        assert green <= max(red, blue)


def test_wrapped_lines_fit() -> None:
    """Words, and a word that is wider than the line; what is left over shows as an ellipsis."""
    for text in ("one two three four five six seven", "W" * 200, "漢字" * 50, "a " + "b" * 90, ""):
        lines = wrapped(text, 20, 200, 3)
        assert len(lines) <= 3
        assert all(width(line, 20) <= 200 for line in lines)
    assert wrapped("one two three four five six seven", 20, 100, 1)[0].endswith("…")


def test_a_card_of_a_right_to_left_language_is_mirrored() -> None:
    """Lines end at the right margin, and each is one right-to-left line."""
    text = made("card", SAMPLES["right-to-left"](), language="ar")

    assert re.search(r'text-anchor="end" x="1128"[^>]*>\u2067[^<]+\u2069</text>', text)
    assert re.search(r'text-anchor="start" x="72"', text)
    assert "\u2067" not in made("card", SAMPLES["right-to-left"]())


def test_a_card_becomes_a_picture() -> None:
    """Of the size that services want, with words in it where the machine has letters."""
    png = png_of(made("card", SAMPLES["avoid"]()))

    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 1200
    assert int.from_bytes(png[20:24], "big") == 630


def test_without_the_library_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which extra to install."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    with pytest.raises(UsageError, match="not installed") as caught:
        png_of("<svg/>")
    assert "saveraudit[png]" in caught.value.hint


def test_every_form_can_be_typed_and_endings_lead_to_forms() -> None:
    """The command's list and the forms agree; a form's own suffix leads back to it."""
    assert list(FORMATS) == [choice.value for choice in FormatChoice]
    for choice in FormatChoice:
        assert choice_for(f"report{choice.to_format().suffix}") is choice
    assert choice_for("out/report") is FormatChoice.HTML
    assert choice_for("TOOL.BADGE.SVG") is FormatChoice.BADGE
    assert set(ENDINGS.values()) == set(FormatChoice)
    with pytest.raises(UsageError, match="no report ends like"):
        choice_for("report.pdf")


def test_the_terminal_points_to_the_page() -> None:
    """Where several reports are written, the page is named, else the first."""
    assert named_report([Path("a.md"), Path("b.html")]) == "b.html"
    assert named_report([Path("a.md"), Path("b.svg")]) == "a.md"
    assert named_report([]) == ""


def test_options_are_documented() -> None:
    """Forms take what concerns them."""
    assert {"language", "page", "author"} <= {field.name for field in fields(FormatOptions)}


def test_the_command_writes_each_report_by_its_ending(tmp_path: Path) -> None:
    """And refuses an ending before it reads anything."""
    names = [
        "r.html",
        "r.md",
        "r.sarif",
        "r.csv",
        "r.txt",
        "r.badge.svg",
        "r.svg",
        "r.png",
        "r.jsonld",
        "r.json",
    ]
    wanted = [part for name in names for part in ("--report", str(tmp_path / name))]
    done = CliRunner().invoke(app, ["audit", "See who saved your TikTok!", "--format", "share", *wanted])
    begins = {name: (tmp_path / name).read_bytes()[:4] for name in names}

    assert done.exit_code == 0
    assert done.output.startswith("Avoid: ")
    assert begins["r.html"] == b"<!do"
    assert begins["r.md"].startswith(b"# ")
    assert begins["r.png"] == b"\x89PNG"
    assert begins["r.svg"] == begins["r.badge.svg"] == b"<svg"
    assert begins["r.csv"] == b'"id"'
    assert isinstance(CliRunner().invoke(app, ["audit", "x", "--report", "r.pdf"]).exception, UsageError)


def test_a_scan_becomes_a_table() -> None:
    """One line a tool, faults among them, of audits that a scan wrote before; no rule is asked."""
    audit = SAMPLES["avoid"]()
    lines = [JsonFormat(indent=None).render(audit).encode(), b'{"id": "=x", "error": "+no"}', b"{", b""]
    result = ScanResult()
    text = "".join(table(lines, Rulebook.__new__(Rulebook), result))
    rows = list(csv.DictReader(io.StringIO(text)))

    assert text.startswith(heading() + row(audit))
    assert [line["level"] for line in rows] == ["avoid", "", ""]
    assert rows[1]["id"] == "'=x"
    assert rows[1]["error"] == "'+no"
    assert rows[2]["error"] == "the line is not JSON"
    assert (result.levels["avoid"], result.errors) == (1, 2)
