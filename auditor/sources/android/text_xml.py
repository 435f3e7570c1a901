"""A manifest as it stands in source code: XML in letters. Declarations of entities are refused."""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat  # documents with declarations of entities are refused below

from auditor.limits import MAX_TREE_DEPTH, MAX_XML_ELEMENTS
from auditor.messages import N_
from auditor.sources.android.element import ATTRIBUTES, REFERENCE, STRING, Element, Tree, Value
from auditor.sources.damage import Damaged
from auditor.sources.record import whole_characters

_ANDROID: Final = "http://schemas.android.com/apk/res/android"
_TOOLS: Final = "http://schemas.android.com/tools"
_REMOVED: Final = ("remove", "removeAll")
"""What the build leaves out: https://developer.android.com/build/manage-manifests#node_markers"""
_SNIFFED: Final = 65_536
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SKIPPED: Final = ((b"<?", b"?>"), (b"<!--", b"-->"))
_ROOT: Final = re.compile(rb"<(?:!DOCTYPE\s+)?manifest(?:\s|>)")


def is_text_manifest(body: bytes) -> bool:
    """Whether ``body`` is XML whose first element is an Android manifest."""
    start = body[:_SNIFFED]
    if start.startswith(_MARKS[1:]):
        start = start.replace(b"\0", b"")
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip()
    while (skipped := next((pair for pair in _SKIPPED if start.startswith(pair[0])), None)) is not None:
        _, found, start = start.partition(skipped[1])
        if not found:
            return False
        start = start.lstrip()
    return _ROOT.match(start) is not None


def read_text_xml(body: bytes) -> Tree:
    """Return the document in ``body``.

    Raises:
        Damaged: It is no well-formed XML, declares entities, or is too deep.
    """
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003  # expat takes no names
    except expat.ExpatError as error:
        raise Damaged(N_(f"line {error.lineno} is no well-formed XML")) from error
    except (ValueError, LookupError) as error:
        raise Damaged(N_("it is in an encoding that is not known")) from error
    return Tree(builder.top.children)


class _Builder:
    """Puts elements together from what the parser calls out."""

    def __init__(self) -> None:
        self.top = Element("")
        self._open = [self.top]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_XML_ELEMENTS or len(self._open) > MAX_TREE_DEPTH:
            raise Damaged(N_("it has too many elements, or too deep ones"))
        element = Element(name.rpartition(" ")[2])
        for full, text in attributes.items():
            namespace, _, local = full.rpartition(" ")
            key = ATTRIBUTES.get(local) if namespace == _ANDROID else None if namespace else local
            if key is not None:
                element.attributes[key] = _value(whole_characters(text))
        if attributes.get(f"{_TOOLS} node") not in _REMOVED:
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def refuse(self, *_: object) -> None:
        raise Damaged(N_("it declares entities, which no manifest needs"))


def _value(text: str) -> Value:
    """Return an attribute's value. What stands in another file, or is put in by the build, is a reference."""
    elsewhere = text.startswith(("@", "?")) or "${" in text
    return Value(REFERENCE if elsewhere else STRING, text=text)
