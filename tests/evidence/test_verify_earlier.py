"""The line of earlier audits in a page is known where our template can have written it, and only there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sample_avoid import avoid
from sample_hostile import hostile
from samples import caution, nothing_found

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.evidence.report_file import ReportFile
from auditor.formats.html import HtmlFormat
from auditor.history import Remembered
from auditor.history.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SAVERS = "Our app shows who saved your TikTok videos."
HARMLESS = "A quiet game about trees."
PATCH = '<section style="position:fixed;inset:0;background:#fff"><h1>Nothing was found.</h1></section>'
BEGIN, END = "<!-- earlier audits -->\n", "<!-- end of earlier audits -->\n"
BODY = '<body class="avoid">\n'


def run(*arguments: str | Path) -> Result:
    """The command inside this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def page_with_a_past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a line of earlier audits, beside the bundle of the newest."""
    folder = tmp_path_factory.mktemp("past")
    bundle, page = folder / "b.warc", folder / "r.html"
    for text in (HARMLESS, f"{HARMLESS} Find out who saved your TikTok!", SAVERS):
        assert run("audit", text, "--evidence", bundle).exit_code == 0
        run("audit", bundle, "--history", folder / "h.db", "--as", "saver", "--report", page)
    return page


def verified(page: str, folder: Path, bundle: Path) -> int:
    """The status for a page."""
    (folder / "page.html").write_bytes(page.encode(errors="surrogateescape"))
    result = run("verify", folder / "page.html", "--bundle", bundle)
    return result.exception.exit_status if isinstance(result.exception, AuditorError) else result.exit_code


def test_a_page_without_a_line_is_given_none(tmp_path: Path) -> None:
    """Whatever calls itself one, a stranger's words are not ours."""
    bundle, report = tmp_path / "b.warc.gz", tmp_path / "r.html"
    run("audit", SAVERS, "--evidence", bundle, "--report", report)
    page = report.read_text("utf-8")
    assert verified(page, tmp_path, bundle) == 0
    for inner in (f"{PATCH}\n", "", '<section class="earlier" aria-labelledby="earlier">\n</section>\n'):
        for place in (BODY, "</html>", '<section class="method"'):
            forged = page.replace(place, f"{place}{BEGIN}{inner}{END}")
            assert forged != page
            assert verified(forged, tmp_path, bundle) == 3
            forged = page.replace(place, f"{BEGIN}{inner}{END}{place}")
            assert verified(forged, tmp_path, bundle) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, f"{BODY}{BEGIN}{PATCH}\n{END}"),
        (END, f"{END}{BEGIN}{PATCH}\n{END}"),
        (END, f"{PATCH}\n{END}"),
        (END, f"{BEGIN}{END}{END}"),
        ('<section class="earlier"', f'{PATCH}<section class="earlier"'),
        ('<section class="earlier"', '<section class="earlier" style="position:fixed;inset:0"'),
        ('<section class="earlier"', '<section onclick="x" class="earlier"'),
        ('<section class="earlier"', '<section class="masthead"'),
        ("<bdi>Promises to show", "<bdi><script>x</script>Promises to show"),
        ("<bdi>Promises to show", '<bdi><a href="https://a.example/">x</a>Promises to show'),
        ("<bdi>Promises to show", "<bdi>\u202ePromises to show"),
        ("<bdi>Promises to show", "<bdi>Promises\nto show"),
        ("<bdi>Promises to show", "<bdi>&quot;Promises to show"),
        ("<bdi>Promises to show", "<bdi>\udcffPromises to show"),
        ("<bdi>Promises to show", f"<bdi>{'Promises ' * 2000}to show"),
        ("because the tool changed", "because Saveraudit lies"),
        ("Newly found</b>", "Gone</b>"),
        ("Finding:</span>", "Note:</span>"),
        ("<b>Nothing found</b>", "<b>Avoid</b>"),
        ('<li class="avoid" aria-current="true">', '<li class="avoid">'),
        ("this report</span>", "another report</span>"),
        ("<h3>What changed by", "<h3>What changed for the better by"),
        ('<ol class="line">', '<ol class="line"><li>x</li>'),
    ],
)  # fmt: skip
def test_a_line_that_we_do_not_write_is_found_out(
    page_with_a_past: Path, tmp_path: Path, old: str, new: str
) -> None:
    """Other elements, attributes, words, places, or a second one; as it was written, it stays what it was."""
    page, bundle = page_with_a_past.read_text("utf-8"), page_with_a_past.parent / "b.warc"
    assert verified(page, tmp_path, bundle) == 0
    assert old in page

    assert verified(page.replace(old, new, 1), tmp_path, bundle) == 3


def test_a_line_that_stands_elsewhere_is_found_out(page_with_a_past: Path, tmp_path: Path) -> None:
    """Though each sign of it is ours."""
    page, bundle = page_with_a_past.read_text("utf-8"), page_with_a_past.parent / "b.warc"
    before, _, rest = page.partition(BEGIN)
    line, _, after = rest.partition(END)
    moved = f"{before}{after}".replace(BODY, f"{BODY}{BEGIN}{line}{END}")

    assert verified(moved, tmp_path, bundle) == 3


def test_every_line_that_we_write_is_known() -> None:
    """Of many states, with many changes, of hostile tools; and not as that of another level."""
    past = tuple(
        Remembered("x", NOON + dt.timedelta(days=n), each, NOON + dt.timedelta(days=n, hours=20 * (n % 2)))
        for n, each in enumerate([avoid(), hostile(), caution(), nothing_found()] * 4)
    )
    for count in range(2, len(past) + 1):
        now = past[count - 1].audit
        page = ReportFile("r.html", HtmlFormat(earlier=timeline(past[:count])).render(now).rstrip().encode())
        assert page.audit([now]) == now
        other = ReportFile("r.html", HtmlFormat(earlier=timeline(past[: count - 1])).render(now).encode())
        with pytest.raises(AuditorError):
            other.audit([now])
