"""Models as tables of Markdown: each field with its name, its type in words, and what it means."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import types
from dataclasses import dataclass
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import AwareDatetime, BaseModel

from auditor.model import Listing
from auditor.reference.docstrings import field_docs, first_sentence, value_docs
from auditor.reference.markdown import code, table
from auditor.reference.shapes import AccessNote, TextNote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo

T = TypeVar("T")
_PLAIN: Final[Mapping[Any, str]] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    dt.date: "day",
    dt.datetime: "time",
    AwareDatetime: "time",
    type(None): "null",
    Any: "anything",
}
AS_WRITTEN: Final[Mapping[type[BaseModel], Mapping[str, Any]]] = {
    Listing: {
        "texts": tuple[str, ...],
        "access": tuple[str, ...] | None,
        "text_notes": tuple[TextNote, ...],
        "access_notes": tuple[AccessNote, ...],
    }
}
"""Fields that stand in files otherwise than in the model."""
NOTES: Final[Mapping[str, str]] = {
    "text_notes": "Where each of `texts` stood, in the same order.",
    "access_notes": "Where each of `access` was asked for, in the same order.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field, as files have it."""

    name: str
    type: Any
    meaning: str
    default: str
    """As JSON; "" where the field must be there."""


def fields_of(model: type[BaseModel]) -> Iterator[Field]:
    """Fields of a model, in the order in which they are written."""
    docs, written = field_docs(model), AS_WRITTEN.get(model, {})
    for name, info in model.model_fields.items():
        kind = written.get(name, info.annotation)
        yield Field(info.alias or name, kind, docs.get(name, ""), _default(info))
    for name in written:
        if name not in model.model_fields:
            yield Field(name, written[name], NOTES[name], "[]")


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return ""
    value = info.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "null"
    return json.dumps(value, ensure_ascii=False, default=str)


def models_in(kind: Any) -> Iterator[type[BaseModel | Enum]]:
    """Models and enumerations that a type is made of."""
    if is_class(kind, BaseModel) or is_class(kind, Enum):
        yield kind
    for part in get_args(kind):
        yield from models_in(part)


def reached(*roots: type[BaseModel | Enum]) -> list[type[BaseModel | Enum]]:
    """Return all models and enumerations that files of these shapes hold, in reading order."""
    found: list[type[BaseModel | Enum]] = []

    def visit(model: type[BaseModel | Enum]) -> None:
        if model in found:
            return
        found.append(model)
        if is_class(model, BaseModel):
            for field in fields_of(model):
                for part in models_in(field.type):
                    visit(part)

    for root in roots:
        visit(root)
    return found


def is_class(kind: Any, base: type[T]) -> TypeGuard[type[T]]:
    """Whether a type is a class of this kind."""
    return inspect.isclass(kind) and get_origin(kind) is None and issubclass(kind, base)


def type_words(kind: Any, link: Mapping[Any, str]) -> str:
    """Return a type in words; models and enumerations lead to where they are described."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_class(kind, BaseModel) or is_class(kind, Enum):
        return link[kind]
    if get_origin(kind) is Literal:
        choices = ", ".join(code(str(part)) for part in get_args(kind))
        return f"one of {choices}" if len(get_args(kind)) > 1 else choices
    return _made_of(kind, [type_words(part, link) for part in get_args(kind) if not _aside(kind, part)])


def _aside(kind: Any, part: Any) -> bool:
    """Whether a part of a type says nothing of what it holds: bounds, the dots of a list."""
    return part is ... or (get_origin(kind) is Annotated and part is not get_args(kind)[0])


def _made_of(kind: Any, parts: list[str]) -> str:
    origin = get_origin(kind)
    if origin is tuple:
        return f"list of {parts[0]}" if ... in get_args(kind) else f"list of two: {', '.join(parts)}"
    if origin is dict:
        return f"object: {parts[1]} by {parts[0]}"
    if origin in (Annotated, Union, types.UnionType):
        return " or ".join(parts)
    raise TypeError(kind)


def described(model: type[BaseModel | Enum], link: Mapping[Any, str], *, defaults: bool) -> str:
    """Return what stands beneath the heading of a model or an enumeration."""
    intro = first_sentence(model)
    if is_class(model, Enum):
        docs = value_docs(model)
        rows = [(code(str(one.value)), docs.get(one.name, "")) for one in model]
        return f"{intro}\n\n{table(('value', 'meaning'), rows)}"
    assert is_class(model, BaseModel)  # noqa: S101 - one of both
    fields = list(fields_of(model))
    cells_of: list[tuple[str, ...]] = []
    for field in fields:
        cells = [code(field.name), type_words(field.type, link), field.meaning]
        if defaults:
            cells.insert(2, code(field.default) if field.default else "must be there")
        cells_of.append(tuple(cells))
    heads = ("field", "type", *(("if left out",) if defaults else ()), "meaning")
    return f"{intro}\n\n{table(heads, cells_of)}"
