"""Loading folders of rules: what is read, what replaces what, and where each fault is said to be."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from auditor.errors import RuleError, UsageError
from auditor.limits import MAX_TEXTS
from auditor.model import Deliverable, Listing
from auditor.rulebook import Place, examine, gather, load_rulebook
from auditor.rulebook.validation import validate
from auditor.rulebook.yaml_file import MAX_FILE_BYTES
from auditor.rulebook.yaml_source import parse_yaml

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


ACCESS = """\
access:
  - id: chrome:tabs
    kind: chrome
    title: see your tabs
    danger: low
    source: x
    date: 2026-10-01
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("danger: low", "danger: lwo", "a.yaml:5: 'danger' is 'lwo', did you mean 'low'?"),
        (
            "danger: low",
            "danger: awful",
            (
                "a.yaml:5: 'danger' is 'awful':"
                " it may be one of 'none', 'info', 'low', 'medium', 'high', 'critical'"
            ),
        ),
        ("title:", "titel:", "a.yaml:4: unknown key 'titel', did you mean 'title'?"),
        ("title: see your tabs", "title: 5", "a.yaml:4: 'title' must be text: put it in quotes"),
        ("title: see your tabs", "title: ''", "a.yaml:4: 'title' must not be empty"),
        ("title: see your tabs", "title:", "a.yaml:4: 'title' must be text: put it in quotes"),
        ("date: 2026-10-01", "date: October", "a.yaml:7: 'date' must be a date such as 2026-11-22"),
        ("date: 2026-10-01", "date: 2026-02-30", "a.yaml:7: 'date' must be a date such as 2026-11-22"),
        ("    source: x\n", "", "a.yaml:2: 'source' is missing"),
        ("id: chrome:tabs", f"id: {'x' * 600}", "a.yaml:2: 'id' is too long"),
        ("danger: low", "danger: low\n    takeover: perhaps", "a.yaml:6: 'takeover' must be true or false"),
        (
            "danger: low",
            "danger: low\n    yields: x",
            "a.yaml:6: 'yields' must be a list: begin each entry with '- '",
        ),
        (
            "danger: low",
            "danger: low\n    yields:\n    - a\n    - 5",
            "a.yaml:8: entry 2 of 'yields' must be text: put it in quotes",
        ),
        ("  - id: chrome:tabs\n    kind", "  - kind", "a.yaml:2: 'id' is missing"),
        (ACCESS, "access: [just text]", "a.yaml:1: a record must be a mapping: lines of 'key: value'"),
        (ACCESS, "access: {id: x}", "a.yaml:1: 'access' must be a list: begin each record with '- id: …'"),
        (ACCESS, "acess: []", "a.yaml:1: unknown section 'acess', did you mean 'access'?"),
        (
            ACCESS,
            "just text",
            "a.yaml:1: a rule file is a mapping of sections, such as 'access:' with a list below it",
        ),
        (
            ACCESS,
            "- a",
            "a.yaml:1: a rule file is a mapping of sections, such as 'access:' with a list below it",
        ),
        (
            ACCESS,
            "rulebook: {version: 1.0, reference_age_days: 1}",
            "a.yaml:1: 'version' must be text: put it in quotes",
        ),
        (
            ACCESS,
            "rulebook: {version: '1', reference_age_days: 0}",
            "a.yaml:1: 'reference_age_days' must be greater than 0",
        ),
        (
            ACCESS,
            "language: {name: English}",
            "a.yaml:1: 'language' must be a mapping that says which language it is, such as 'code: en'",
        ),
    ],
)
def test_faults_are_said_at_their_line_in_plain_words(
    folder: Folder, was: str, now: str, expected: str
) -> None:
    """Somebody who is no programmer understands what to mend, and is told it once."""
    assert was in ACCESS

    assert faults(base=folder(a=ACCESS.replace(was, now, 1))) == [expected]


def test_faults_deep_inside_conditions_are_located(folder: Folder, rules_text: str) -> None:
    """The keys that a nested condition knows are those of a condition."""
    was = "when: {claim: reveals-savers, deliverable: impossible, certainty: certain}"
    now = "when:\n      all:\n        - {claim: reveals-savers}\n        - {purpse: find-friends}"
    line = rules_text[: rules_text.index(was)].count("\n") + 4
    found = faults(base=folder(a=rules_text.replace(was, now)))

    assert f"a.yaml:{line}: unknown key 'purpse', did you mean 'purpose'?" in found


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("surface: in-app", "surface: in-ap", "no surface has the id 'in-ap', did you mean 'in-app'?"),
        (
            "yields: [device.contacts]",
            "yields: [device.contact]",
            "no capability has the id 'device.contact'",
        ),
        ("needs: film.savers", "needs: film.saver", "no capability has the id 'film.saver'"),
        ("needs: [device.contacts]", "needs: [x]", "no capability has the id 'x'"),
        (
            "references: [no-lists]",
            "references: [no-list]",
            "no clause has the id 'no-list', did you mean 'no-lists'?",
        ),
        (
            "when: {claim: reveals-savers,",
            "when: {claim: reveals-saver,",
            "no claim has the id 'reveals-saver'",
        ),
        ("claims: [reveals-savers]", "claims: [x]", "no claim has the id 'x'"),
        (
            'when: {access: "android.*"}',
            'when: {access: "androd.*"}',
            "no access has an id that fits 'androd.*'",
        ),
        (
            'when: {access: "android.*"}',
            "when: {access: chrome:tab}",
            "no access has the id 'chrome:tab', did you mean",
        ),
        ('when: {access: "android.*"}', "when: {not: {purpose: x}}", "no purpose has the id 'x'"),
        ('when: {access: "android.*"}', "when: {all: [{claim: x}]}", "no claim has the id 'x'"),
        ("creator: It", "when: {claim: x}, creator: It", "no claim has the id 'x'"),
        ('when: {access: "android.*"}', "when: {any: [{observation: x}]}", "no observation has the id 'x'"),
        (
            '{access: "android.*"}',
            '{access: "*", access_kind: [andriod]}',
            "no kind of access has the id 'andriod'",
        ),
        (
            "platform_warning: {chrome: Read",
            "platform_warning: {crome: Read",
            "no kind of access has the id 'crome'",
        ),
        ("{id: own-day,", "{id: no-lists,", "clause 'no-lists' exists already, at "),
        ("{id: find-friends,", "{id: official,", "has the id 'official' as well"),
    ],
)
def test_ids_that_nothing_has_are_faults(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """Each id that a record uses must be another record's, and the fault stands at the line that uses it."""
    assert was in rules_text
    line = rules_text[: rules_text.index(was)].count("\n") + 1
    found = faults(base=folder(a=rules_text.replace(was, now, 1)))

    assert len(found) == 1, found
    assert expected in found[0]
    assert found[0].startswith(f"a.yaml:{line}:")


@pytest.mark.parametrize(
    "glob", ["*", "chrome:host:*", "chrome:host:<all_urls>", "firefox:*", "*.READ_CONTACTS"]
)
def test_globs_and_host_patterns_may_name_access(folder: Folder, rules_text: str, glob: str) -> None:
    """Host patterns have no records of their own."""
    text = rules_text.replace('when: {access: "android.*"}', f'when: {{access: "{glob}"}}')

    assert faults(base=folder(a=text)) == []


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "when: {claim: reveals-savers, deliverable: impossible, certainty: certain}",
            "when: {claim: reveals-savers, access: x}",
            "a condition has exactly one of claim, claim_is, access,",
        ),
        (
            "- {listing: {texts: [Nobody",
            "- {listing: wrong} # ",
            "'listing' must be a mapping: lines of 'key: value'",
        ),
        ("- {listing: {texts: [Nobody", "# ", "'near_miss' must be a list: begin each entry with '- '"),
    ],
)
def test_what_follows_from_a_fault_is_not_said(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """A list whose only entry is wrong is not empty as well."""
    found = faults(base=folder(a=rules_text.replace(was, now)))

    assert len(found) == 1, found
    assert expected in found[0]


def test_faults_without_words_of_ours_are_said_in_the_validators() -> None:
    """Rather odd than silent."""
    problems: list[RuleError] = []
    place = Place(parse_yaml(b"texts: []", "a.yaml"))

    assert validate(Listing, {"texts": ["x"] * (MAX_TEXTS + 1)}, place, problems) is None
    assert str(problems[0]).startswith("a.yaml:1: 'texts' is not right: ")


def test_all_faults_of_all_files_are_found_at_once(folder: Folder) -> None:
    """An author mends everything in one go, and loading says how many there are."""
    base = folder(a="acces: []", b="a: [", c="questions: [{id: x}]", d=b"\xff")

    assert [fault.split(":")[0] for fault in faults(base=base)] == [
        "a.yaml", "b.yaml", "c.yaml", "c.yaml", "c.yaml", "c.yaml", "d.yaml",
    ]  # fmt: skip
    with pytest.raises(RuleError) as caught:
        load_rulebook(base=base)
    assert "6 more" in caught.value.hint


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
