"""What other rooms write for a report is marked for translation: reasons, errors and places."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import auditor

if TYPE_CHECKING:
    from collections.abc import Iterator

HOME = Path(auditor.__file__).parent
ROOMS = ("sources", "judge", "fetch", "model/listing.py", "language/unread.py")
SHAPES = (
    "sources/located.py",  # errors in listings that a person writes by hand, with path and line
    "sources/described.py",
    "sources/extension/json_text.py",
    "judge/exceptions_file.py",
)
ADVICE = re.compile(
    r"(Save|Check|Run|Mend|Hand in|Copy|Set|Do not|Unpack|Download|Paste|Open|Log in|List|Name|Write|Pipe|"
    r"Try|It wants|To audit|Only public)\b"
)
"""How hints begin. They stand beside errors on the screen, and in no report."""
SENTENCE = re.compile(r"[A-Z“{][^\n]* [^\n]*\.", re.DOTALL)
FILES = [
    path
    for room in ROOMS
    for path in ([HOME / room] if room.endswith(".py") else sorted((HOME / room).rglob("*.py")))
    if path.relative_to(HOME).as_posix() not in SHAPES
]


def words(node: ast.AST) -> str | None:
    """Return a string, with braces where values stand."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the strings that reach a report without being marked, with their line."""
    left_out = {id(part) for part in _not_for_reports(tree)}
    told = {id(part) for part in _told(tree)}
    for node in ast.walk(tree):
        text = words(node)
        if text is None or id(node) in left_out or " " not in text.strip() or _is_shape(text):
            continue
        if (SENTENCE.fullmatch(text) or id(node) in told) and not ADVICE.match(text):
            yield getattr(node, "lineno", 0), text


def _is_shape(text: str) -> bool:
    """Whether there are only values in it, with next to nothing between."""
    return sum(map(str.isalpha, text)) < 4


def _not_for_reports(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        elif isinstance(node, ast.JoinedStr):
            yield from (part for value in node.values for part in ast.walk(value))
        elif isinstance(node, ast.keyword) and node.arg == "hint":
            yield from ast.walk(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("N_", "ValueError"):
            yield from (part for argument in node.args for part in ast.walk(argument))


def _told(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what errors say, reasons and places."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if getattr(node.exc.func, "id", "") not in ("RuleError", "UsageError"):
                yield from node.exc.args[:1]
        elif isinstance(node, ast.keyword) and node.arg in ("reason", "where", "detail"):
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_what_reaches_a_report_is_marked(path: Path) -> None:
    """``N_("…")`` or ``N_(f"…")`` stands around it, so that it is collected."""
    assert list(unmarked(ast.parse(path.read_text(encoding="utf-8")))) == []
