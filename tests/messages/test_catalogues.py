"""Catalogues: complete, readable by other tools, and nothing in them that no report shows."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po as read_with_babel

from auditor.errors import UsageError
from auditor.messages.catalogue import catalogue
from auditor.messages.collect import values_of
from auditor.messages.files import TRANSLATED, Wanted, all_wanted, faults, update
from auditor.messages.languages import LANGUAGES, asked_for, folder_of
from auditor.messages.pofile import read_po

if TYPE_CHECKING:
    from pathlib import Path

FILES = [(code, path.name) for code in TRANSLATED for path in sorted(folder_of(code).glob("*.po"))]
wanted = cache(all_wanted)


@pytest.mark.parametrize(("code", "name"), FILES)
def test_no_message_is_missing_fuzzy_unused_or_has_other_values(code: str, name: str) -> None:
    """``python -m auditor.messages --check`` says of each catalogue that it is whole."""
    assert not list(faults(code, name, wanted()[name]))


@pytest.mark.parametrize(("code", "name"), FILES)
def test_babel_reads_the_same_messages(code: str, name: str) -> None:
    """Translators' own programs see what the report shows."""
    path = folder_of(code) / name
    theirs = read_with_babel(BytesIO(path.read_bytes()))
    strings = {}
    for message in theirs:
        one = message.id[0] if isinstance(message.id, tuple) else message.id
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        strings[message.context or "", one] = words
    ours = {(m.context, m.text): m.translations for m in read_po(path) if m.text}

    assert {key: strings[key] for key in ours} == ours
    assert len(theirs) == len(ours)


@pytest.mark.parametrize(("code", "name"), FILES)
def test_a_catalogue_stands_as_the_command_writes_it(code: str, name: str, tmp_path: Path) -> None:
    """Collecting once more changes no byte."""
    before = (folder_of(code) / name).read_bytes()
    copy = tmp_path / name
    copy.write_bytes(before)

    update(code, name, wanted()[name], folder=tmp_path)

    assert copy.read_bytes() == before


def test_what_is_wrong_with_a_catalogue_is_said(tmp_path: Path) -> None:
    """Each kind of fault is found."""
    messages = {("", text): Wanted("", text, "") for text in ("a %(b)s", "two", "gone <b>x</b>", "new")}
    (tmp_path / "report.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n'
        'msgid "a %(b)s"\nmsgstr "a %(c)s"\n\n#, fuzzy\nmsgid "two"\nmsgstr "zwei"\n\n'
        'msgid "gone <b>x</b>"\nmsgstr "weg x"\n\nmsgid "old"\nmsgstr "alt"\n',
        encoding="utf-8",
    )

    found = list(faults("de", "report.po", messages, folder=tmp_path))

    assert [fault.split(": ")[1] for fault in found] == [
        "has other values (c)",
        "is marked as fuzzy",
        "has other marks of HTML",
        "is not used any more",
        "is missing",
    ]


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    """A slip of a translator shows with its place."""
    path = tmp_path / "report.po"
    path.write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")

    with pytest.raises(UsageError, match=r"report\.po:2"):
        list(read_po(path))


def test_values_are_those_of_both_forms() -> None:
    """Values in percent form and in braces are found, and braces of other kinds are text."""
    assert values_of("%(a)s and {b}, {c}") == ("a", "b", "c")
    assert values_of("a lone { is text") == ()


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "pt_PT.UTF-8"}, "pt-BR"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "ja:tr:de"}, "tr"),
        ({"LANG": "C", "LANGUAGE": "tr"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_the_environment_names_a_language(environment: dict[str, str], code: str) -> None:
    """As other programs read it."""
    assert asked_for(environment) == code


def test_an_unknown_language_is_refused() -> None:
    """No report is half in another language by mistake."""
    with pytest.raises(UsageError, match="no report in"):
        catalogue("xx")


def test_french_signs_stand_apart() -> None:
    """A no-break space stands before semicolon and colon, also between what is put together."""
    french = catalogue("fr")

    assert french.strung(["a", "b"]) == "a\u00a0; b"
    assert french.said("The script itself could not be read: x.example refuses the connection.") == (
        "Le script lui-même n’a pas pu être lu\u00a0: x.example refuse la connexion."
    )
    assert french.place("uses-permission; added by Android beside WRITE_EXTERNAL_STORAGE") == (
        "uses-permission\u00a0; ajouté par Android en plus de WRITE_EXTERNAL_STORAGE"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_writes_dates_numbers_and_lists(code: str) -> None:
    """Babel knows each of them."""
    import datetime as dt  # noqa: PLC0415 - only here

    known = catalogue(code)

    assert "2026" in known.date(dt.date(2026, 11, 22))
    assert known.number(1234567).replace("\u202f", "").count("7") == 1
    assert all(name in known.listed(["A", "B", "C"]) for name in "ABC")
    assert known.direction == ("rtl" if code == "ar" else "ltr")
