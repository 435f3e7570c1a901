"""The line of earlier audits in a report."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from sample_avoid import avoid
from sample_hostile import hostile
from samples import caution, nothing_found

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.earlier import MAX_STAGES
from auditor.history import Remembered
from auditor.history.timeline import Stage, timeline

if TYPE_CHECKING:
    from auditor.model import Audit


def line(*audits: Audit) -> tuple[Stage, ...]:
    """These audits, one a month."""
    start = dt.datetime(2024, 1, 9, 12, tzinfo=dt.UTC)
    days = [start + dt.timedelta(days=31 * number) for number in range(len(audits))]
    return timeline(
        [
            Remembered("x", day, audit, day + dt.timedelta(days=3))
            for day, audit in zip(days, audits, strict=True)
        ]
    )


def page(*audits: Audit) -> str:
    """The report of the last of them."""
    return FormatChoice.HTML.to_format(FormatOptions(earlier=line(*audits))).render(audits[-1])


def section(html: str) -> str:
    """The part about earlier audits."""
    found = re.search(r"<!-- earlier audits -->(.*)<!-- end of earlier audits -->", html, re.DOTALL)
    assert found
    return found[1]


def test_a_report_without_a_history_says_nothing_of_it() -> None:
    """Nor one whose tool was looked at once."""
    assert '<h2 id="earlier">' not in FormatChoice.HTML.to_format().render(avoid())
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    once = timeline([Remembered("x", now, avoid(), now)])
    assert '<h2 id="earlier">' not in FormatChoice.HTML.to_format(FormatOptions(earlier=once)).render(avoid())


def test_the_line_has_a_dated_verdict_for_each_state() -> None:
    """With shape and word, oldest first, the report's own marked as such."""
    text = section(page(nothing_found(), caution(), avoid()))

    assert re.findall(r'<li class="([\w-]+)"', text) == ["nothing-found", "caution", "avoid"]
    assert re.findall(r"<b>([\w ]+)</b>\s*<time datetime=\"([\d-]+)", text) == [
        ("Nothing found", "2024-01-09"),
        ("Caution", "2024-02-09"),
        ("Avoid", "2024-03-11"),
    ]
    assert text.count('aria-current="true"') == text.count("this report") == 1


def test_each_change_is_told_with_its_cause() -> None:
    """Newest first, in groups of one pile and one cause."""
    text = section(page(nothing_found(), caution(), avoid()))

    assert text.index("11 March 2024</time></h3>") < text.index("9 February 2024</time></h3>")
    assert "<b>Newly found</b>, because the tool changed:" in text
    assert text.count(", because ") == text.count('<p class="caption">')


def test_a_long_history_is_cut_and_stays_short() -> None:
    """The oldest states go first."""
    text = section(page(*[caution(), avoid()] * 40))

    assert text.count('<li class="caution"') + text.count('<li class="avoid"') == MAX_STAGES
    assert len(text) < 60_000


def test_what_strangers_wrote_does_nothing_in_the_line() -> None:
    """As in all of the report."""
    text = section(page(nothing_found(), hostile()))

    assert not re.search(r"<(script|img|iframe|svg on|a )", text.replace('<svg class="shape"', ""))
    assert "\u202e" not in text
