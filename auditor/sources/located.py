"""JSON and YAML written by hand, read so that an error can name the line of a top-level key.

Texts stay as written: ``version: 1.10`` and ``- yes`` are words in a listing, not a number and a truth
value. Aliases and deep nesting are refused, since a few lines of them can stand for gigabytes; so are tags,
which would hand any text to any of PyYAML's constructors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NoReturn

import yaml

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_TREE_DEPTH

MAX_YAML_CHARACTERS: Final = 2_000_000
"""YAML is slow to read; whoever has more writes JSON."""

_HINT: Final = "'saveraudit schema listing' prints the fields of a listing."


@dataclass(frozen=True, slots=True)
class Located:
    """A mapping, and where its keys stand."""

    data: dict[str, Any]
    find: Callable[[str], int | None] = field(default=lambda _: None, repr=False)

    def line(self, key: str) -> int:
        """Return the line (from 1) on which ``key`` stands; the first where nobody knows.

        Finding it may mean to search the whole text: ask for the key that an error is about.
        """
        return self.find(key) or 1


class ListingSyntaxError(UnreadableTarget):
    """A described listing is no JSON or YAML, or does not say what a listing says."""

    default_hint = _HINT


def fault(label: str, line: int, message: str) -> ListingSyntaxError:
    """Return the error that names ``label`` and ``line``."""
    return ListingSyntaxError(f"{label}:{line}: {message}")


def read_json(text: str, label: str) -> Located:
    """Return the JSON object in ``text``.

    Raises:
        ListingSyntaxError: It is no JSON, or no object, or names a key twice.
    """
    try:
        data = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"this is no JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        if error.msg == "Extra data":
            message = "more than one object stands here; 'saveraudit scan' reads one listing a line"
        raise fault(label, error.lineno, message) from error
    except (ValueError, RecursionError) as error:
        message = str(error) if isinstance(error, _HookError) else "the nesting or a number is too large"
        raise fault(label, 1, message) from error
    if not isinstance(data, dict):
        raise fault(label, 1, "a listing is an object with texts or access in it")
    return Located(data, partial(_line_of, text))


class _HookError(ValueError):
    """A fault of ours inside the JSON reader's hooks."""


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        seen: set[str] = set()
        twin = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _HookError(f"the key {twin!r} stands twice")
    return data


def _no_constant(name: str) -> NoReturn:
    raise _HookError(f"{name} is no number")


def _line_of(text: str, key: str) -> int | None:
    found = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


class _Loader(yaml.SafeLoader):
    """Refuses aliases, tags and deep nesting while the tree is built."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as its base declares it
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self.depth += 1
        problem = None
        if isinstance(event, yaml.AliasEvent):
            problem = "aliases (*name) are not used in listings"
        elif event.tag is not None:
            problem = "tags (!name) are not used in listings"
        elif self.depth > MAX_TREE_DEPTH // 4:
            problem = "the nesting is too deep"
        if problem is not None:
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


# What a plain scalar can be besides text: nothing that takes longer to read than it is long, as numbers to
# the base of 60 do, and nothing that PyYAML can fail to read. Dates are text until the model reads them.
for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"(?i:yes|no|true|false|on|off)", list("yYnNtTfFoO")),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?",
        list("-+.0123456789"),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), _first)


def read_yaml(text: str, label: str, *, words: frozenset[str]) -> Located:
    """Return the YAML mapping in ``text``; scalars under the keys ``words`` stay as written.

    Raises:
        ListingSyntaxError: It is no YAML, or no mapping, or names a key twice.
    """
    if len(text) > MAX_YAML_CHARACTERS:
        raise fault(label, 1, f"YAML over {MAX_YAML_CHARACTERS:,} characters is not read; write JSON")
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise fault(label, 1, "a listing is a mapping with texts or access in it")
        return _located(loader, node, label, words)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it can't be read"
        raise fault(label, mark.line + 1 if mark else 1, f"this is no YAML ({problem})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"this is no YAML ({str(error).splitlines()[0]})"
        raise fault(label, 1, message) from error


def _located(loader: _Loader, node: yaml.MappingNode, label: str, words: frozenset[str]) -> Located:
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            raise fault(label, line, "a key is a word")
        if key in data:
            raise fault(label, line, f"the key {key!r} stands twice")
        data[key] = _value(loader, value_node, as_words=key in words)
        lines[key] = line
    return Located(data, lines.get)


def _value(loader: _Loader, node: yaml.Node, *, as_words: bool) -> Any:
    if as_words and isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if as_words and isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, as_words=True) for item in node.value]
    _check_keys(node)
    return loader.construct_object(node, deep=True)


def _check_keys(node: yaml.Node) -> None:
    """Refuse keys that are no scalars, which the loader would raise a TypeError about."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not isinstance(key.value, Hashable):
                raise yaml.MarkedYAMLError(problem="a key is a word", problem_mark=key.start_mark)
            _check_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check_keys(item)
