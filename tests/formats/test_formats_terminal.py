"""The terminal form: fits, reads without colour, and passes no control code of a listing on."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from samples import SAMPLES

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.terminal import TerminalFormat, options_for
from auditor.model import Level

ESCAPES = re.compile(r"\x1b\[[\d;]*m")


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say yes."""
        return True


def text(name: str, **options: object) -> str:
    """Return one sample as text."""
    return FormatChoice.TERMINAL.to_format(FormatOptions(**options)).render(SAMPLES[name]())  # type: ignore[arg-type]


def cells(line: str) -> int:
    """Return how many cells ``line`` takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return len([c for c in line if not unicodedata.combining(c)]) + wide


@pytest.mark.parametrize("name", list(SAMPLES))
@pytest.mark.parametrize("width", [20, 40, 60, 100])
@pytest.mark.parametrize("verbose", [False, True])
def test_every_line_fits(name: str, width: int, verbose: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """No line is wider than the terminal, and none ends in blanks."""
    for line in text(name, width=width, verbose=verbose, report="out/report.html").splitlines():
        assert cells(line) <= width, line
        assert line == line.rstrip()


@pytest.mark.parametrize("name", list(SAMPLES))
def test_plain_text_has_no_escape_codes(name: str) -> None:
    """Without colour nothing but letters and line breaks is written, also of a hostile listing."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text(name, verbose=True))


@pytest.mark.parametrize("name", list(SAMPLES))
def test_colour_adds_codes_and_changes_no_word(name: str) -> None:
    """Taking our own codes away leaves the plain text; a listing adds no codes of its own."""
    coloured = text(name, colour=True, verbose=True)

    assert "\x1b[" in coloured
    assert ESCAPES.sub("", coloured) == text(name, verbose=True)


def test_the_verdict_comes_first_with_shape_and_word() -> None:
    """Each level has a shape of its own, and its word in capitals."""
    base = SAMPLES["avoid"]()
    firsts = set()
    for level in Level:
        audit = base.model_copy(update={"verdict": base.verdict.model_copy(update={"level": level})})
        first = TerminalFormat().render(audit).splitlines()[0]
        assert first[1:] == " " + level.value.replace("-", " ").upper()
        firsts.add(first[0])

    assert len(firsts) == len(Level)


def test_short_form_has_verdict_reasons_steps_gaps_and_the_report() -> None:
    """Verdict, tool, three quoted reasons, what to do, what was not looked at and the path, in this order."""
    shown = text("avoid", width=60, report="out/savespy.html")
    order = [
        "AVOID",
        "SaveSpy by Example Apps",
        "1. “shows you exactly who saved your TikTok videos”",
        "2. “Log in",
        "3. “android.permission.READ_SMS”",
        "Do this",
        "1. Change your TikTok password",
        "What we could not look at",
        "Full report: out/savespy.html",
    ]
    places = [shown.index(piece) for piece in order]

    assert places == sorted(places)
    assert "Findings" not in shown


def test_what_was_set_aside_stands_in_one_line_in_the_short_form_too() -> None:
    """Each finding with who decided it and until when, and each exception that has run out."""
    audit = SAMPLES["avoid"]()
    assert audit.set_aside
    assert audit.expired_exceptions
    lines = text("avoid", width=88).replace("\n  ", " ").splitlines()

    for finding in audit.set_aside:
        (line,) = (each for each in lines if finding.title in each)
        assert "Set aside by M. Example until 31 January 2027" in line
    for expired in audit.expired_exceptions:
        assert f"- Exception that has run out: {expired}" in lines


def test_long_advice_is_cut_in_the_short_form_only() -> None:
    """Eleven steps show as six and a pointer, and whole in the long form."""
    audit = SAMPLES["avoid"]()
    assert audit.if_installed
    steps = tuple(f"Step {n}." for n in range(1, 12))
    audit = audit.model_copy(update={"if_installed": audit.if_installed.model_copy(update={"steps": steps})})

    assert "6. Step 6.\n… and 5 more steps in the full report\n" in TerminalFormat().render(audit)
    assert "11. Step 11.\n" in TerminalFormat(FormatOptions(verbose=True)).render(audit)


def test_verbose_shows_findings_with_clause_and_date() -> None:
    """The clause, its date and its address stand under the finding."""
    shown = " ".join(text("avoid", verbose=True).split())

    assert "Google Play Developer Program Policies, Deceptive Behavior, 11 August 2026" in shown
    assert "https://support.google.com/googleplay/android-developer/answer/9888077" in shown
    assert "Set aside by M. Example until 31 January 2027" in shown
    assert "7 of 9 checks that apply were made" in shown


@pytest.mark.parametrize("name", list(SAMPLES))
def test_ascii_terminals_get_ascii(name: str) -> None:
    """Where the character set has no shapes, everything is written in ASCII."""
    assert text(name, shapes=False, verbose=True).isascii()


def test_options_follow_the_stream_and_the_environment() -> None:
    """Colour needs a terminal, no NO_COLOR and no dumb terminal; a file gets eighty columns."""
    assert options_for(Screen(), {}).colour
    assert not options_for(Screen(), {"NO_COLOR": "1"}).colour
    assert options_for(Screen(), {"NO_COLOR": ""}).colour
    assert not options_for(Screen(), {"TERM": "dumb"}).colour
    assert options_for(io.StringIO(), {}) == FormatOptions(width=80, colour=False, shapes=False)
    assert options_for(io.TextIOWrapper(io.BytesIO(), encoding="UTF-8"), {}).shapes
    assert not options_for(io.TextIOWrapper(io.BytesIO(), encoding="latin-1"), {}).shapes
