"""What stops a publish, each with a sentence that says what to do; the site stays as it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from auditor.errors import Unfair
from auditor.history import Remembered
from auditor.judge import ReviewedException
from auditor.model import Audit, Certainty, Level
from auditor.publish.fair import expired_exceptions, old_clauses, old_ground, unfair_audits
from auditor.publish.fair_words import harsh_words
from auditor.publish.records import Record
from auditor.publish.watchlist_file import Watchlist, load_watchlist
from tests.publish.conftest import NOON, SAVERS, Desk, tree

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.rulebook import Rulebook

TODAY = NOON.date()


@pytest.fixture
def watched(desk: Desk) -> tuple[Watchlist, Audit]:
    """A watchlist of one tool, and its audit."""
    from auditor.judge import audit  # noqa: PLC0415 - only here
    from auditor.sources import read  # noqa: PLC0415 - only here

    desk.watch("saver", SAVERS)
    found = audit(read([str(desk.home / "saver.json")]), desk.rulebook)
    return load_watchlist(desk.watchlist), found


def record(watchlist: Watchlist, audit: Audit) -> Record:
    """What is known of the only tool."""
    return Record(watchlist.tools[0], (Remembered("saver", NOON, audit, NOON),))


def faults(watchlist: Watchlist, audit: Audit, on: dt.date = TODAY) -> list[str]:
    """What is wrong with an audit."""
    return list(unfair_audits(watchlist, [record(watchlist, audit)], on))


def test_a_fair_audit_has_no_fault(watched: tuple[Watchlist, Audit], rulebook: Rulebook) -> None:
    """As the shipped rules make it, in words and clauses as well."""
    watchlist, audit = watched

    assert audit.verdict.level is Level.AVOID
    assert faults(watchlist, audit) == []
    assert list(harsh_words(watchlist, rulebook, TODAY)) == []
    assert list(old_ground([record(watchlist, audit)], rulebook, TODAY)) == []


def test_the_gravest_verdict_needs_a_certain_finding(watched: tuple[Watchlist, Audit]) -> None:
    """Likely ones do not bear it."""
    watchlist, audit = watched
    likely = tuple(f.model_copy(update={"certainty": Certainty.LIKELY}) for f in audit.findings)
    (said,) = faults(watchlist, audit.model_copy(update={"findings": likely}))

    assert said.startswith(f"{watchlist.file.path}:1: ")
    assert "no certain finding" in said
    assert "--again" in said


def test_what_reaches_a_person_is_not_published(watched: tuple[Watchlist, Audit]) -> None:
    """Unless it is how the maker's business can be reached."""
    watchlist, audit = watched
    finding = audit.findings[0]
    evidence = finding.evidence[0].model_copy(update={"after": " Write to jane.doe@mail.example for it."})
    shown = finding.model_copy(update={"evidence": (evidence,)})
    exposing = audit.model_copy(update={"findings": (shown, *audit.findings[1:])})
    (said,) = faults(watchlist, exposing)

    assert "'jane.doe@mail.example'" in said
    assert "'public'" in said
    tool = watchlist.tools[0].model_copy(update={"public": ("jane.doe@mail.example",)})
    assert faults(replace(watchlist, tools=(tool,)), exposing) == []


def test_harsh_words_of_older_rules_are_found(watched: tuple[Watchlist, Audit]) -> None:
    """In sentences of ours, not in quotes."""
    watchlist, audit = watched
    verdict = audit.verdict.model_copy(update={"headline": "This is a scam. It says “safe”."})
    (said,) = faults(watchlist, audit.model_copy(update={"verdict": verdict}))

    assert "'scam'" in said


def test_harsh_words_of_templates_and_publishers_are_found(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With file and line, also inside messages."""
    for name in ("html", "site"):
        (tmp_path / "reports" / name).mkdir(parents=True)
    (tmp_path / "reports" / "html" / "a.html.j2").write_text(
        '{# scam #}\n<p>{{ _("It steals.") }}</p>', "utf-8"
    )
    monkeypatch.setattr("auditor.publish.fair_words.folder", lambda _: tmp_path / "reports")
    desk.watch("saver", corrections=[{"date": "2026-11-01", "text": "We called it malware. It said “safe”."}])
    found = list(harsh_words(load_watchlist(desk.watchlist), desk.rulebook, TODAY))

    assert [line.partition(": ")[0].rpartition("/")[2] for line in found] == ["a.html.j2:2", "tools.yaml:1"]
    assert "'steals'" in found[0]
    assert "'malware'" in found[1]


def test_a_finding_that_rests_on_old_reading_alone_stops_it(
    watched: tuple[Watchlist, Audit], rulebook: Rulebook
) -> None:
    """It names the document to read; beside newer clauses an old one is only named."""
    watchlist, audit = watched
    long_after = dt.date(2032, 1, 1)
    read = next(c for c in rulebook.clauses.values() if c.document.date_means == "read" and not c.clause.date)
    old = audit.findings[0].references[0].model_copy(update={"clause": read.clause.id})
    finding = audit.findings[0].model_copy(update={"references": (old,)})
    aged = record(watchlist, audit.model_copy(update={"findings": (finding,)}))
    (said,) = old_ground([aged], rulebook, long_after)

    assert said.startswith("rules/documents/")
    assert f"days ago: read {read.document.name} again" in said
    assert old_clauses([aged], rulebook, long_after) == (read.clause.id,)


def test_an_expired_exception_stops_it(watched: tuple[Watchlist, Audit]) -> None:
    """On the watchlist's tools; in the file, and in an audit that was not made again."""
    watchlist, audit = watched
    over = ReviewedException(
        rule="promises-savers", tool="saver", reason="x", reviewer="me", expires=dt.date(2026, 1, 1)
    )
    other = over.model_copy(update={"tool": "another"})
    (said,) = expired_exceptions((over, other), "reviewed.yaml", watchlist, TODAY)
    line = "The exception for promises-savers expired on 2026-01-01: x"

    assert said.startswith("reviewed.yaml: ")
    assert "set a new end or remove" in said
    assert len(faults(watchlist, audit.model_copy(update={"expired_exceptions": (line,)}))) == 1


def test_what_is_unfair_leaves_the_site_as_it_was(desk: Desk) -> None:
    """And the run says each thing."""
    desk.watch("saver")
    desk.publish()
    before = tree(desk.site)
    desk.about["about"] = "We hunt malware and every scam."
    with pytest.raises(Unfair) as caught:
        desk.publish(NOON + dt.timedelta(days=30))

    assert len(caught.value.problems) == 2
    assert "2 things keep this site" in str(caught.value)
    assert caught.value.exit_status == 2
    assert tree(desk.site) == before


def test_an_address_in_a_quote_stops_a_whole_run(desk: Desk) -> None:
    """From the watchlist to the sentence."""
    desk.watch("saver", "Log in with jane@doe.example and your TikTok password to see who saved your video!")
    with pytest.raises(Unfair, match=r"jane@doe\.example"):
        desk.publish()
    assert not desk.site.exists()
    desk.tools[0]["public"] = ["jane@doe.example"]
    desk.publish()
    assert desk.site.exists()


PRIVATE = "jane.doe@private.example"


@pytest.mark.parametrize(
    "listing",
    [
        {"url": f"https://savespy.example/team/{PRIVATE}"},
        {"url": "https://savespy.example/team/jane.doe%40private.example"},
        {"package": PRIVATE},
        {"access": [f"chrome:host:https://{PRIVATE}/*"]},
        {"access": ["chrome:tabs"], "access_notes": [{"where": f"manifest of {PRIVATE}"}]},
        {"not_read": [{"check": "texts", "reason": f"{PRIVATE} would not show it."}]},
    ],
)
def test_what_reaches_a_person_stops_it_wherever_it_stands(desk: Desk, listing: dict[str, object]) -> None:
    """In an address, a name, an access, a place, a reason: none of them goes out, and no page does."""
    desk.watch("saver", listing=listing)
    with pytest.raises(Unfair, match=r"jane\.doe@private\.example"):
        desk.publish()

    assert not desk.site.exists()
    desk.tools[0]["public"] = [PRIVATE]
    desk.publish()
    assert desk.site.exists()


def test_an_address_of_a_source_that_reaches_a_person_stops_it(watched: tuple[Watchlist, Audit]) -> None:
    """What was handed in, and where it led; what a check says as well, and what a browser tells."""
    watchlist, audit = watched
    (source,) = audit.sources
    away = source.model_copy(update={"url": f"https://savespy.example/?by={PRIVATE}"})
    handed = source.model_copy(update={"target": f"https://savespy.example/{PRIVATE}"})
    check = audit.checks[0].model_copy(update={"detail": f"{PRIVATE} was not asked"})
    for changed in (
        {"sources": (away,)}, {"sources": (handed,)}, {"checks": (check,)}, {"told_at_install": (PRIVATE,)}
    ):  # fmt: skip
        (said,) = faults(watchlist, audit.model_copy(update=changed))
        assert PRIVATE in said


def test_why_a_tool_could_not_be_read_names_nobody_either(watched: tuple[Watchlist, Audit]) -> None:
    """A page says it although there is no audit."""
    watchlist, _ = watched
    failed = Record(watchlist.tools[0], (), f"There is no file {PRIVATE}.")
    (said,) = unfair_audits(watchlist, [failed], TODAY)

    assert PRIVATE in said


def test_the_id_of_an_addon_is_no_mailbox(watched: tuple[Watchlist, Audit]) -> None:
    """Where its store shows it; a file can't claim to come from there."""
    watchlist, audit = watched
    (source,) = audit.sources
    name = "savespy@maker.example"
    there = f"https://addons.mozilla.org/api/v5/addons/addon/{name}/"
    from_store = source.model_copy(update={"kind": "firefox-addon-api", "url": there})
    tool = audit.tool.model_copy(update={"package": name})
    found = audit.model_copy(update={"tool": tool, "sources": (from_store,)})
    listed = ("https://addons.mozilla.org/en-US/firefox/addon/savespy/",)
    watched_there = watchlist.tools[0].model_copy(update={"targets": listed})

    assert faults(replace(watchlist, tools=(watched_there,)), found) == []
    assert len(faults(watchlist, found)) == 1


def test_a_place_is_looked_up_only_where_there_is_a_fault(
    watched: tuple[Watchlist, Audit], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of ten thousand tools nearly all have none."""
    watchlist, audit = watched
    monkeypatch.setattr(Watchlist, "place", None)

    assert faults(watchlist, audit) == []
