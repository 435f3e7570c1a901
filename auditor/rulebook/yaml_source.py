"""Read one YAML file into plain data that knows the line of each piece, so that errors say ``path:line``.

Rule files may come from strangers. The file is therefore read event by event, never by recursion, and the
parts of YAML that hide things from a reader (anchors, tags, repeated keys, several documents) are refused.
"""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

import yaml

from auditor.errors import RuleError
from auditor.rulebook.yaml_faults import explain
from auditor.rulebook.yaml_file import Branch, Lines, YamlFile
from auditor.rulebook.yaml_scalars import plain_scalar

MAX_DEPTH: Final = 60
"""Mappings and lists within each other."""

_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)


def parse_yaml(raw: bytes, path: str) -> YamlFile:
    """Return the data of one YAML document; an empty file is an empty mapping.

    Raises:
        RuleError: It is no YAML, or uses a part of YAML that rule files do without.
    """
    data, lines = _Reading(path, _decode(path, raw)).document()
    return YamlFile(path, raw, data, lines_of).with_lines(lines)


def lines_of(raw: bytes, path: str) -> Lines:
    """Return the lines of a document that was parsed before."""
    return _Reading(path, _decode(path, raw)).document()[1]


def _decode(path: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RuleError(
            path, line, "the file is not UTF-8 here", hint="Save it as UTF-8 in your editor."
        ) from error
    if bad := _UNREADABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise RuleError(path, line, f"a control character (code {ord(bad[0]):#04x}) stands here: remove it")
    return text


class _Reading:
    """One pass over the events of a file."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._loader = _Loader(text)

    def document(self) -> tuple[Any, Lines]:
        """Return data and lines of the only document."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            line, message, hint = explain(error)
            raise RuleError(self._path, line, message, hint=hint) from error
        finally:
            self._loader.dispose()

    def _document(self) -> tuple[Any, Lines]:
        self._loader.get_event()
        if isinstance(self._loader.get_event(), yaml.StreamEndEvent):
            return {}, 1
        result = self._tree()
        self._loader.get_event()
        after = self._loader.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(
                after, "a second document begins here", "Keep one document a file, or remove the '---'."
            )
        return result

    def _tree(self) -> tuple[Any, Lines]:
        """Build containers with a stack of our own, so that no nesting can exhaust Python's."""
        top = _Frame([], Branch(1))
        stack = [top]
        next_event = self._loader.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(stack[-1], event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(stack, event)
            elif kind is yaml.AliasEvent:
                self._refuse(event, f"'*{event.anchor}' repeats another piece of the file", _WRITE_OUT)
            else:
                stack.pop()
            if len(stack) == 1:
                return top.data[0], top.lines.children[0]

    def _scalar(self, frame: _Frame, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None or event.tag is not None:
            self._plain_only(event)
        if frame.awaits_key:
            self._key(frame, event.value, line)
            return
        value = event.value
        if event.style is None or event.implicit[0]:
            try:
                value = plain_scalar(value)
            except ValueError as error:
                raise RuleError(
                    self._path, line, str(error), hint="If it is a name, put it in quotes."
                ) from error
        elif event.style == '"' and (bad := _UNREADABLE.search(value)):
            self._refuse(event, f"this text contains a control character (code {ord(bad[0]):#04x})")
        frame.put(value, line)

    def _key(self, frame: _Frame, key: str, line: int) -> None:
        if key in frame.data:
            first = frame.lines.children[key]
            first_line = first.line if isinstance(first, Branch) else first
            message = f"the key '{_short(key)}' stands twice; it was first given in line {first_line}"
            raise RuleError(self._path, line, message, hint="Keep one of the two.")
        frame.key = key
        frame.key_line = line

    def _open(self, stack: list[_Frame], event: Any) -> None:
        self._plain_only(event)
        frame = stack[-1]
        if frame.awaits_key:
            self._refuse(event, "a key must be one word or a short text")
        if len(stack) > MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} lists and mappings stand within each other")
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        branch = Branch(event.start_mark.line + 1)
        frame.put(data, branch)
        stack.append(_Frame(data, branch))

    def _plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"'&{event.anchor}' names a piece of the file for repeating it", _WRITE_OUT)
        if event.tag is not None:
            self._refuse(
                event, f"'{_short(event.tag)}' is a YAML tag, and rule files have none", "Remove it."
            )

    def _refuse(self, event: Any, message: str, hint: str | None = None) -> NoReturn:
        raise RuleError(self._path, event.start_mark.line + 1, message, hint=hint)


_SHOWN: Final = 60
_WRITE_OUT: Final = "Write the piece out in full each time."


class _Frame:
    """A mapping or list that is being filled."""

    __slots__ = ("data", "is_mapping", "key", "key_line", "lines")

    def __init__(self, data: Any, lines: Branch) -> None:
        self.data = data
        self.lines = lines
        self.is_mapping = isinstance(data, dict)
        self.key: str | None = None
        self.key_line = 0

    @property
    def awaits_key(self) -> bool:
        """Whether the next scalar names a field."""
        return self.is_mapping and self.key is None

    def put(self, value: Any, line: Lines) -> None:
        """Add a value: under the waiting key, or at the end of the list."""
        if not self.is_mapping:
            self.lines.children[len(self.data)] = line
            self.data.append(value)
            return
        if isinstance(line, Branch):
            line.line = self.key_line
        else:
            line = self.key_line
        assert self.key is not None  # noqa: S101 -- a mapping is asked for its key first
        self.lines.children[self.key] = line
        self.data[self.key] = value
        self.key = None


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
