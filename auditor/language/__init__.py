"""Understanding texts: which claims and purposes they state, with exact quotes. Words live in ``rules/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import RuleError
from auditor.language.grammar import compile_grammar
from auditor.language.reader import Reader
from auditor.language.schema import LanguageRule
from auditor.language.second import LazyReader
from auditor.language.spans import ClaimSpan, Disguise, PurposeSpan, Reading
from auditor.rulebook.validation import validate

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook
    from auditor.rulebook.places import RawLanguage

__all__ = [
    "ClaimSpan",
    "Disguise",
    "LanguageRule",
    "PurposeSpan",
    "Reader",
    "Reading",
    "language_rules",
    "reader_for",
]

_MOST_READERS = 4
_readers: dict[str, Reader] = {}


def language_rules(rulebook: Rulebook) -> list[LanguageRule]:
    """The validated language records of a rulebook, in the order of its files.

    Raises:
        RuleError: A record has not the shape of :class:`LanguageRule`.
    """
    problems: list[RuleError] = []
    records = [
        validate(LanguageRule, raw.data, raw.place, problems)
        for group in rulebook.languages.values()
        for raw in group
    ]
    if problems:
        raise problems[0]
    for code, group in rulebook.languages.items():
        _demand_examples(code, group)
    return [record for record in records if record is not None]


def _demand_examples(code: str, group: list[RawLanguage]) -> None:
    """Refuse a language that states a claim or a purpose in words without an example and a near-miss for it.

    Raises:
        RuleError: At the first such claim or purpose.
    """
    examples = [example for raw in group for example in raw.data.get("examples", ())]
    for kind in ("claims", "purposes"):
        shown = {name for example in examples for name in example.get(kind, ())}
        missed = {name for example in examples for name in example.get(f"not_{kind}", ())}
        there = {"example": shown, "near-miss": missed}
        for raw in group:
            for name in raw.data.get(kind, ()):
                lacking = [what for what, names in there.items() if name not in names]
                if lacking:
                    message = (
                        f"language '{code}' has words for '{name}' but no {' and no '.join(lacking)} of it"
                    )
                    raise raw.fault(message, kind, name)


def reader_for(rulebook: Rulebook) -> Reader:
    """The reader that a rulebook's languages make. Compiled once per rulebook.

    Raises:
        RuleError: A pattern can't be read or names an unknown concept.
    """
    reader = _readers.get(rulebook.digest)
    if reader is None:
        try:
            card = rulebook.meta.second_reader
            second = LazyReader(card) if card else None
            grammar = compile_grammar(language_rules(rulebook))
            for code, language in grammar.languages.items():
                if second is None or code not in second.gate.languages:
                    _ = language.compiled  # somebody's own: say at once what is wrong with it
            checked_by = {purpose.id: purpose.checked_by for purpose in rulebook.purposes.values()}
            reader = Reader(grammar, second, checked_by, tuple(rulebook.parts.values()))
        except ValueError as fault:
            raise RuleError("rules/languages", 1, str(fault)) from fault
        if len(_readers) >= _MOST_READERS:
            _readers.pop(next(iter(_readers)))
        _readers[rulebook.digest] = reader
    return reader
