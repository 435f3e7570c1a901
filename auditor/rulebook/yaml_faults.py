"""YAML's own complaints in words that somebody who edits rules understands."""

from __future__ import annotations

from typing import Any, Final

_WORDS: Final = (
    (
        "mapping values are not allowed",
        "a ':' stands where none may stand",
        "Put a text that contains ': ' in quotes; keys of one record begin in the same column.",
    ),
    (
        "cannot start any token",
        "this character cannot begin a text",
        "Indent with spaces, never with tabs, and put texts that begin with @ ` % or similar in quotes.",
    ),
    (
        "could not find expected ':'",
        "a key without ':'",
        "Each key is followed by ': '; a text over several lines begins with '>-'.",
    ),
    (
        "did not find expected key",
        "the indentation, or a quotation mark, is off here or in the line above",
        "Keys of one record begin in the same column; write ' twice within '…'.",
    ),
    (
        "did not find expected '-' indicator",
        "the indentation of this list is off",
        "All '-' of one list stand in the same column.",
    ),
    (
        "expected <block end>",
        "the indentation, or a quotation mark, is off here or in the line above",
        "Keys of one record begin in the same column; write ' twice within '…'.",
    ),
    ("unexpected end of stream", "a quotation mark is opened and never closed", "Close it."),
    ("unknown escape character", "an unknown \\ sequence in a text in double quotes", "Use single quotes."),
    ("did not find expected hexdecimal number", "an unfinished \\ sequence", "Use single quotes."),
    ("undefined alias", "'*' at the beginning of a text has a meaning in YAML", "Put the text in quotes."),
    ("parsing a flow sequence", "a list in […] is not closed, or a comma is missing", None),
    ("parsing a flow mapping", "a mapping in {…} is not closed, or a comma is missing", None),
    (
        "while scanning an alias",
        "'*' at the beginning of a text has a meaning in YAML",
        "Put the text in quotes.",
    ),
    (
        "while scanning an anchor",
        "'&' at the beginning of a text has a meaning in YAML",
        "Put the text in quotes.",
    ),
)


def explain(error: Exception) -> tuple[int, str, str | None]:
    """Return the line, a sentence and a hint for a fault that PyYAML found."""
    found: Any = error
    problem, context = (getattr(found, f"{part}_mark", None) for part in ("problem", "context"))
    said = " ".join(str(part) for part in (getattr(found, n, None) for n in ("context", "problem")) if part)
    unclosed = "flow" in said or "end of stream" in said
    mark = (context if unclosed else problem) or problem or context
    line = mark.line + 1 if mark is not None else 1
    for words, message, hint in _WORDS:
        if words in said:
            return line, message, hint
    return line, f"this is no YAML: {said or 'it cannot be read'}", None
