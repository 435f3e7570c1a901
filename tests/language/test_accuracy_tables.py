"""What ``make accuracy`` counts, prints and pins, on a few texts that are measured by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.accuracy import access, floors, tables
from tests.accuracy.counts import SAVERS, Counts, Measured, Tally
from tests.accuracy.floors import below, by_kind, renewed

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = (SAVERS, "fake-engagement")


@pytest.fixture
def measured() -> Measured:
    """Ten plain texts, three of them misread, and twenty denials, one of them read as a claim."""
    facts = Measured()
    for n in range(10):
        found = {SAVERS: n > 5} if n else {}
        facts.note(("en", "plain"), {SAVERS, "fake-engagement"} if n < 2 else {SAVERS}, found, CLAIMS)
    for n in range(20):
        facts.note(("de" if n else "en", "denial"), (), {} if n else {"fake-engagement": True}, CLAIMS)
    return facts


def test_a_claim_is_right_wrong_or_missed(measured: Measured) -> None:
    """What is certain counts once more by itself."""
    assert measured.counts(SAVERS) == Counts(right=9, missed=1, certain_right=4)
    assert measured.counts("fake-engagement") == Counts(wrong=1, missed=2, certain_wrong=1)


def test_all_claims_together_are_the_sum_of_each(measured: Measured) -> None:
    """Precision and recall without a claim are those of all findings in all texts."""
    every = measured.counts()

    assert every == measured.counts(SAVERS) + measured.counts("fake-engagement")
    assert (every.precision, every.recall) == (0.9, 0.75)


def test_languages_and_kinds_narrow_what_is_counted(measured: Measured) -> None:
    """No language is not every language."""
    assert measured.counts(kinds={"denial"}, languages={"en"}) == Counts(wrong=1, certain_wrong=1)
    assert measured.counts(languages={"de"}) == Counts()
    assert measured.counts(languages=()) == Counts()
    assert (measured.languages, measured.kinds) == (["de", "en"], ["denial", "plain"])


def test_a_quiet_text_with_a_finding_is_misread(measured: Measured) -> None:
    """A quiet text is one that claims nothing."""
    assert measured.tally() == Tally(texts=30, quiet=20, misread=1)
    assert measured.tally(kinds={"denial"}).kept_quiet == 0.95
    assert measured.tally(kinds={"plain"}).stating == 10


def test_kinds_have_floors_for_what_ten_texts_say(measured: Measured) -> None:
    """A kind that claims gets precision and recall; one that does not, the share that is read rightly."""
    measured.note(("en", "question"), {SAVERS}, {}, CLAIMS)

    assert by_kind(measured) == {
        "all claims in texts of kind plain": {"precision": 1.0, "recall": 0.75},
        "texts of kind denial that claim nothing": {"read_rightly": 0.95},
    }


def test_tables_fit_on_a_line(measured: Measured) -> None:
    """110 columns are enough for each table, and a share of nothing is a dash."""
    lines = [*tables.claims(measured), *tables.languages(measured), *tables.kinds(measured)]

    assert max(map(len, lines)) <= 110
    assert " ".join(lines[-2].split()) == "denial 20 – – 0% (0 to 79) – 1 of 20"
    plain = "plain 10 100% (70 to 100) 90% (60 to 98) 100% (70 to 100) 75% (47 to 91) –"
    assert " ".join(lines[-1].split()) == plain


def test_other_texts_need_new_floors() -> None:
    """Floors hold for exactly the texts that they were pinned with."""
    now = {"digest": "new", "figures": {}}

    assert "no floors are pinned" in below("hard", None, now)[0]
    assert "the texts have changed" in below("hard", {"digest": "old", "figures": {}}, now)[0]
    assert below("hard", now, now) == []


def test_a_reason_is_kept_with_those_before() -> None:
    """Without one nothing that fell is renewed; where nothing falls, none is added."""
    old = {"digest": "", "figures": {"x": {"recall": 0.5}}, "lowered": ["first"]}
    lower = {"digest": "", "figures": {"x": {"recall": 0.4}}}
    higher = {"digest": "", "figures": {"x": {"recall": 0.6}}}

    assert renewed("hard", old, lower, "") == ["hard: recall of x fell from 0.50 to 0.40"]
    assert renewed("hard", old, lower, "second") == []
    assert lower["lowered"] == ["first", "second"]
    assert renewed("hard", old, higher, "third") == []
    assert higher["lowered"] == ["first"]


def test_access_is_pinned_with_its_texts_and_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure of access falls for a reason only, as those of claims do."""
    monkeypatch.setattr(access, "FLOORS", tmp_path / "floors.json")
    good, bad = (
        {"camera in English": Counts(right=9, wrong=1)},
        {"camera in English": Counts(right=1, wrong=1)},
    )

    assert "no floors are pinned" in access.falls(good)[0]
    assert access.pin(good, "") == []
    assert access.falls(bad) == access.pin(bad, "")
    assert access.falls(bad) == ["access: precision of camera in English fell from 0.90 to 0.50"]
    assert access.pin(bad, "harder sentences") == []
    assert floors.stored(tmp_path / "floors.json")["lowered"] == ["harder sentences"]
    assert access.falls(bad) == []


def test_the_first_sentences_tell_of_three_groups_only(tmp_path: Path) -> None:
    """What nobody was asked is neither right nor wrong."""
    for name in ("held_out_de", "held_out5_en"):
        line = '{"id": "1", "text": "Hello", "explains": ["call-log", "contacts"]}\n'
        (tmp_path / f"{name}.jsonl").write_text(line, "utf-8")
    later, first = access.load(sorted(tmp_path.iterdir()))

    assert (first["language"], first["told"], first["explains"]) == (
        "de",
        ["calendar", "contacts", "microphone"],
        ["contacts"],
    )
    assert later["explains"] == ["call_log", "contacts"]
    assert later["told"] == sorted(access.PERMISSIONS)
    assert access.texts([later, first])["contacts in English"] == 1


def test_sentences_that_measure_access_are_not_trained_on() -> None:
    """Each group has sixty at least, in English and elsewhere, and none stands among those that teach."""
    rows = access.load(access.files())
    others = access.load(set(access.FOLDER.glob("*.jsonl")) - set(access.files()))
    counted = access.texts(rows)

    assert {row["text"] for row in rows}.isdisjoint(row["text"] for row in others)
    assert len({row["id"] for row in rows}) == len(rows)
    assert min(counted.values()) >= 60
    assert {group for row in rows for group in row["explains"]} == set(access.PERMISSIONS)


def test_a_sentence_explains_the_groups_that_it_names() -> None:
    """One of a group's permissions is enough."""
    assert access.explained("Choose friends from your contacts and take photos.") >= {"camera", "contacts"}
    assert access.explained("Blue is a colour.") == set()
