"""Loading folders of rules: what is read, what replaces what, and what can be asked of it."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from auditor.errors import RuleError, UsageError
from auditor.model import Deliverable
from auditor.rulebook import examine, gather, load_rulebook
from auditor.rulebook.yaml_file import MAX_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]

QUESTION = "{id: %s, question: Who?, answer: %s, source: https://film.example, date: 2026-10-01}"


def faults(*extra: Path, base: Path) -> list[str]:
    """Return ``file:line: sentence`` of every fault, with the name of the file alone."""
    shown = [str(error) for error in examine(*extra, base=base)[1]]
    for folder in (base, *extra):
        shown = [fault.replace(f"{folder}/", "") for fault in shown]
    return shown


def test_every_section_is_found_by_id(book: Rulebook) -> None:
    """Each record of the small rule set is there once."""
    assert {name: len(records) for name, records in book.sections.items() if records} == {
        "surfaces": 2, "capabilities": 3, "access": 2, "host_classes": 3, "documents": 1, "findings": 1,
        "claims": 3, "purposes": 1, "means": 1, "checks": 1, "observations": 1, "advice": 1, "questions": 1,
        "providers": 1,
    }  # fmt: skip
    assert book.version == "1"
    assert [pack.data["code"] for pack in book.languages["en"]] == ["en"]


def test_records_know_their_place(folder: Folder) -> None:
    """Also those of folders inside the folder, in the order of their paths."""
    home = folder(b="questions:\n  # first\n  - " + QUESTION % ("x", "y"))
    (home / "a").mkdir()
    (home / "a" / "a.yml").write_text("questions:\n- " + QUESTION % ("w", "y"), encoding="utf-8")
    book = load_rulebook(base=home)

    assert str(book.place("questions", "x")) == f"{home}/b.yaml:3"
    assert list(book.questions) == ["w", "x"]


def test_hidden_files_and_other_endings_are_left_alone(folder: Folder) -> None:
    """Editors leave such files about."""
    home = folder(a="questions: []")
    (home / ".#a.yaml").write_text("broken: [", encoding="utf-8")
    (home / "a.yaml.orig").write_text("broken: [", encoding="utf-8")
    (home / ".git").mkdir()
    (home / ".git" / "b.yaml").write_text("broken: [", encoding="utf-8")

    assert faults(base=home) == []


def test_a_folder_that_does_not_exist_is_a_usage_error(tmp_path: Path, folder: Folder) -> None:
    """The name that was given is said."""
    with pytest.raises(UsageError, match=r"there is no folder .*nowhere"):
        load_rulebook(tmp_path / "nowhere", base=folder())


def test_new_ids_add_and_flagged_ones_replace(folder: Folder, rules_text: str) -> None:
    """A user's record replaces a shipped one only on request."""
    changed = QUESTION.replace("{", "{replaces: true, ") % ("who", "Changed.")
    own = folder(own=f"questions:\n- {changed}\n- {QUESTION % ('more', 'New.')}")
    book = load_rulebook(own, base=folder(all=rules_text))

    assert {key: record.answer for key, record in book.questions.items()} == {
        "who": "Changed.",
        "more": "New.",
    }
    assert book.place("questions", "who").path.startswith(str(own))


def test_an_existing_id_without_the_flag_names_both_places(folder: Folder) -> None:
    """Nobody changes a shipped rule by accident."""
    base = folder(a="questions:\n- " + QUESTION % ("who", "x"))
    own = folder(b="questions:\n\n- " + QUESTION % ("who", "y"))

    with pytest.raises(RuleError) as caught:
        load_rulebook(own, base=base)
    assert str(caught.value) == f"{own}/b.yaml:3: questions has 'who' already, at {base}/a.yaml:2"
    assert "replaces: true" in caught.value.hint


def test_two_records_of_one_folder_never_share_an_id(folder: Folder) -> None:
    """Not even with the flag: which of them would count?"""
    record = QUESTION.replace("{", "{replaces: true, ") % ("who", "x")
    base = folder(a="questions:\n- " + QUESTION % ("who", "x"))

    assert "already" in faults(folder(b=f"questions:\n- {record}\n- {record}"), base=base)[0]


def test_replacing_what_does_not_exist_is_a_fault(folder: Folder) -> None:
    """Most likely the id is misspelt."""
    base = folder(a="questions:\n- " + QUESTION % ("who-saved", "x"))
    own = folder(b="questions:\n- " + QUESTION.replace("{", "{replaces: true, ") % ("who-savd", "y"))

    assert faults(own, base=base) == [
        (
            "b.yaml:2: 'who-savd' replaces nothing: questions has no record with this id,"
            " did you mean 'who-saved'?"
        )
    ]


def test_shipped_rules_replace_nothing(folder: Folder) -> None:
    """The flag belongs to users' folders."""
    base = folder(a="questions:\n- " + QUESTION.replace("{", "{replaces: true, ") % ("who", "y"))

    assert faults(base=base) == [
        "a.yaml:2: unknown key 'replaces'; the keys here are id, question, answer, while, source, date"
    ]


def test_a_single_file_may_be_given(folder: Folder) -> None:
    """As a folder of one."""
    home = folder(a="questions:\n- " + QUESTION % ("a", "x"), b="broken: [")

    assert list(load_rulebook(base=home / "a.yaml").questions) == ["a"]


def test_an_empty_section_and_an_empty_file_are_no_faults(folder: Folder) -> None:
    """Authors begin with them."""
    assert faults(base=folder(a="questions:\n", b="")) == []


def test_rules_without_a_version_say_so(folder: Folder) -> None:
    """They load all the same."""
    assert load_rulebook(base=folder()).version == "unversioned"


def test_a_folder_with_too_many_files_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody gave their home."""
    monkeypatch.setattr(gather, "MAX_FILES", 1)

    with pytest.raises(UsageError, match="more than 1 rule files"):
        load_rulebook(base=folder(a="", b=""))


def test_a_file_over_the_bound_is_one_fault_among_others(folder: Folder) -> None:
    """The other files are still looked at."""
    base = folder(a=b"#" * (MAX_FILE_BYTES + 1), b="acces: []")

    assert [fault[:9] for fault in faults(base=base)] == ["a.yaml:1:", "b.yaml:1:"]


def test_a_claim_is_deliverable_when_its_row_is_given_to_third_parties(book: Rulebook) -> None:
    """The verdict on a claim follows from the cells of the matrix."""
    assert book.deliverable("reveals-savers") is Deliverable.IMPOSSIBLE
    assert book.deliverable("reveals-titles") is Deliverable.POSSIBLE
    assert book.deliverable("official") is Deliverable.DECEPTIVE


def test_changing_one_cell_changes_the_claim(folder: Folder, rules_text: str) -> None:
    """The day on which a platform ships the list, one word changes."""
    text = rules_text.replace("answer: count-only", "answer: yes")

    assert load_rulebook(base=folder(a=text)).deliverable("reveals-savers") is Deliverable.POSSIBLE


def test_a_reference_carries_document_clause_and_date(book: Rulebook) -> None:
    """A clause without a day or an address of its own has those of its document."""
    plain, own = book.reference("no-lists"), book.reference("own-day")

    assert (plain.document, plain.section, plain.region, str(plain.date)) == (
        "Film Terms",
        "3.1",
        "EEA",
        "2026-09-01",
    )
    assert (plain.url, own.url) == ("https://film.example/terms", "https://film.example/terms/2")
    assert str(own.date) == "2026-10-02"
    assert book.clause("no-lists").document is book.documents["film-terms"]


def test_look_ups_of_access_are_exact(book: Rulebook) -> None:
    """An unknown permission is unknown."""
    assert book.access_rule("chrome:tabs") is book.access["chrome:tabs"]
    assert book.access_rule("chrome:tab") is None
    assert book.stamp.digest == book.digest
    assert repr(book) == "<Rulebook 1: 22 records>"


def test_a_rulebook_travels_to_other_processes(book: Rulebook) -> None:
    """Scanning uses several of them."""
    copy = pickle.loads(pickle.dumps(book))  # noqa: S301 -- our own bytes

    assert copy.digest == book.digest
    assert str(copy.place("claims", "official")) == str(book.place("claims", "official"))


def test_a_language_finds_the_lines_of_its_words(folder: Folder) -> None:
    """Whoever reads languages can say where a fault stands."""
    pack = load_rulebook(
        base=folder(a="language:\n  code: en\n  concepts:\n    save: [\n      x]\n")
    ).languages["en"][0]

    assert (pack.line("concepts", "save"), pack.line("concepts", "save", 0)) == (4, 5)
    assert str(pack.fault("odd", "code")) == f"{pack.path}:2: odd"


def test_one_language_may_stand_in_many_files(folder: Folder) -> None:
    """In the order of their paths."""
    book = load_rulebook(base=folder(b="language: {code: en, x: 2}", a="language: {code: en, x: 1}"))

    assert [pack.data["x"] for pack in book.languages["en"]] == [1, 2]
