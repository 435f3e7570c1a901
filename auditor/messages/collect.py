"""Collect all messages: from templates, from the program, and from the texts of the shipped rules."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import Environment

from auditor.resources import folder
from auditor.rulebook import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.rulebook import Rulebook

_PERCENT: Final = re.compile(r"%\((\w+)\)[sd]")
_PLURAL_CALLS: Final = ("ngettext",)
_OURS: Final = ("_", "gettext", "N_")


@dataclass(frozen=True, slots=True)
class Found:
    """A message, and where it was found."""

    context: str
    text: str
    plural: str
    place: str
    """File, from the top of the project."""
    note: str = ""
    """For translators: which record of the rules it belongs to."""


def values_of(message: str) -> tuple[str, ...]:
    """Return the names of the values that a message holds, ``%(name)s`` or ``{name}``, each once, sorted."""
    names = set(_PERCENT.findall(message))
    names |= {name for _, name, _, _ in _braces(message) if name}
    return tuple(sorted(names))


def _braces(message: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(string.Formatter().parse(message))
    except ValueError:
        return []


_TEMPLATES = ("html", "markdown", "svg", "site")


def own_messages() -> Iterator[Found]:
    """Yield the messages of templates and program, in the order of their files."""
    top = folder("reports").parent
    templates = [path for name in _TEMPLATES for path in sorted((folder("reports") / name).glob("*.j2"))]
    for path in templates:
        yield from _of_template(path, path.relative_to(top).as_posix())
    for path in sorted((top / "auditor").rglob("*.py")):
        yield from _of_program(path, path.relative_to(top).as_posix())


def _of_template(path: Path, place: str) -> Iterator[Found]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.policies["ext.i18n.trimmed"] = False
    source = path.read_text(encoding="utf-8")
    for _, function, message in environment.extract_translations(source):  # type: ignore[attr-defined]
        one, many = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        if function in (*_OURS, *_PLURAL_CALLS):
            yield Found("", one, many or "", place)


def _of_program(path: Path, place: str) -> Iterator[Found]:
    calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        texts = [_text(argument) for argument in call.args[:2]] if name in ("N_", *_PLURAL_CALLS) else []
        if name == "N_" and texts and texts[0]:
            yield Found("", texts[0], "", place)
        elif name in _PLURAL_CALLS and len(texts) == len(_PLURAL_CALLS) + 1 and texts[0] and texts[1]:
            yield Found("", texts[0], texts[1], place)


def _text(node: ast.expr) -> str | None:
    """Return a string as a message; the values of an f-string get names, and lose how they are written."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "".join(_plain(part) for part in _braces(node.value)) if "{" in node.value else node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    used: list[str] = []
    return "".join(_piece(part, used) for part in node.values)


def _plain(part: tuple[str, str | None, str | None, str | None]) -> str:
    literal, name, _, _ = part
    return literal if name is None else f"{literal}{{{name}}}"


def _piece(part: ast.expr, used: list[str]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    names = [n.attr if isinstance(n, ast.Attribute) else n.id for n in _named(part)]
    name = names[-1].strip("_").lower()
    used.append(name)
    return f"{{{name}{used.count(name) if used.count(name) > 1 else ''}}}"


def _named(part: ast.expr) -> list[ast.Attribute | ast.Name]:
    """Return the names in a value, but for those of functions and bounds; the last says most."""
    inside = part.value if isinstance(part, ast.FormattedValue) else part
    called = [node.func for node in ast.walk(inside) if isinstance(node, ast.Call)]
    slices = [node.slice for node in ast.walk(inside) if isinstance(node, ast.Subscript)]
    apart = {*called, *(node for slice_ in slices for node in ast.walk(slice_))}
    found = [
        node for node in ast.walk(inside) if isinstance(node, (ast.Attribute, ast.Name)) and node not in apart
    ]
    if not found:
        found = [node for node in called if isinstance(node, (ast.Attribute, ast.Name))]
    return sorted(found, key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0))


def rule_messages(rulebook: Rulebook | None = None) -> Iterator[Found]:
    """Yield the texts of rules that reach a report, in the order of sections and ids."""
    rules = rulebook or load_rulebook()
    for section, fields in _FIELDS.items():
        for record in rules.sections[section].values():
            place = rules.place(section, record.id).path  # type: ignore[attr-defined]
            for field in fields:
                if words := getattr(record, field):
                    yield Found(f"{section}.{field}", words, "", place, record.id)  # type: ignore[attr-defined]
    yield from _nested(rules)
    yield from _compared(rules)


_FIELDS: Final = {
    "findings": ("title", "explanation", "advice", "headline"),
    "claims": ("title", "explanation"),
    "purposes": ("title",),
    "capabilities": ("title",),
    "means": ("creator",),
    "observations": ("title",),
    "questions": ("question", "answer"),
    "host_classes": ("title", "explanation"),
    "checks": ("title",),
    "comparisons": ("title",),
    "surfaces": ("title",),
    "parts": ("words",),
    "access": ("title", "explanation", "hand_over"),
}


def _nested(rules: Rulebook) -> Iterator[Found]:
    for verdict in rules.verdicts.values():
        place = rules.place("verdicts", verdict.id).path
        for words in (verdict.plain, verdict.opening, verdict.likely, verdict.partly):
            if words:
                yield Found("verdicts", words, "", place, verdict.id)
    for advice in rules.advice.values():
        place = rules.place("advice", advice.id).path
        yield Found("advice.title", advice.title, "", place, advice.id)
        for step in advice.steps:
            yield Found("advice.step", step.text, "", place, advice.id)
    for clause_id, (document, clause) in sorted(rules.clauses.items()):
        place = rules.place("documents", document.id).path
        yield Found("documents.says", clause.says, "", place, clause_id)
        if clause.not_visible:
            yield Found("documents.not_visible", clause.not_visible, "", place, clause_id)
        if document.region:
            yield Found("documents.region", document.region, "", place, document.id)


def _compared(rules: Rulebook) -> Iterator[Found]:
    for comparison in rules.comparisons.values():
        place = rules.place("comparisons", comparison.id).path
        for aspect in (comparison.one, comparison.other):
            for words in filter(None, (aspect.title, aspect.silence)):
                yield Found("comparisons.side", words, "", place, comparison.id)
