"""Descriptions of fields and values, taken from the docstrings beneath them in the source."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import Enum

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_MODULE = re.compile(r":mod:`([\w.]+)`")
_ROLE = re.compile(r":[a-z]+:`~?(?:[\w.]*\.)?([\w ]+)`")


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return what stands beneath each field of a model, by the field's name; those without words lack."""
    found: dict[str, str] = {}
    for parent in reversed(model.__mro__):
        if "__annotations__" in vars(parent) or "__annotate_func__" in vars(parent):
            found |= _docs_in(parent)
    return {name: found[name] for name in model.model_fields if name in found}


def value_docs(values: type[Enum]) -> Mapping[str, str]:
    """Return what stands beneath each member of an enumeration, by the member's name."""
    return _docs_in(values)


def first_sentence(thing: Any) -> str:
    """Return the first paragraph of the docstring of a class, on one line."""
    return plain((inspect.getdoc(thing) or "").split("\n\n")[0])


def plain(text: str) -> str:
    """Return the words of a docstring as Markdown on one line."""
    named = _ROLE.sub(r"`\1`", _MODULE.sub(r"`\1`", text)).replace("``", "`")
    return " ".join(named.split())


@cache
def _docs_in(cls: type[Any]) -> Mapping[str, str]:
    try:
        source = textwrap.dedent(inspect.getsource(cls))
    except (OSError, TypeError):  # made at run time, or shipped without its source
        return {}
    (body,) = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return dict(_pairs(body.body))


def _pairs(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, after in pairwise(body):
        match statement, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, plain(inspect.cleandoc(text))


class Described(GenerateJsonSchema):
    """JSON Schema in which each field carries the words that stand beneath it in the source."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, its fields described."""
        made = super().model_schema(schema)
        cls = schema["cls"]
        for name, words in field_docs(cls).items():
            alias = cls.model_fields[name].alias
            field = made.get("properties", {}).get(alias or name)
            if field is not None:
                field.setdefault("description", words)
        return made
