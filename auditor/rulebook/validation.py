"""Check one record against its model, and say faults at their line in words for non-programmers."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from auditor.errors import RuleError
    from auditor.rulebook.places import Place

M = TypeVar("M", bound=BaseModel)

_COMPARED: Final = 120
"""Characters of a misspelt word that are compared; comparing takes the square of it."""

_SHORT: Final = 6
"""Up to this many characters, one misplaced letter already makes a word rather different."""

_SHOWN: Final = 60
_KINDS: Final = {
    "tuple_type": "must be a list: begin each entry with '- '",
    "list_type": "must be a list: begin each entry with '- '",
    "dict_type": "must be a mapping: lines of 'key: value'",
    "model_type": "must be a mapping: lines of 'key: value'",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "missing": "is missing",
    "greater_than": "must be greater than 0",
}
_KIND_PREFIXES: Final = (
    ("string_", "must be text: put it in quotes"),
    ("date_", "must be a date such as 2026-11-22"),
    ("bool_", "must be true or false"),
    ("int_", "must be a whole number"),
    ("float_", "must be a number"),
)


def validate(model: type[M], data: Any, place: Place, problems: list[RuleError]) -> M | None:
    """Return the record, or None after adding each of its faults to ``problems``."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = list(_telling(model, error.errors(include_url=False)))
        problems += [_located(model, detail, place) for detail in details]
        return None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``, did you mean 'x'?`` where one of ``known`` is close, else nothing."""
    close = _closest(word, known)
    return f", did you mean '{close}'?" if close else ""


def _closest(word: str, known: Iterable[str]) -> str:
    cutoff = 0.6 if len(word) <= _SHORT else 0.75
    return next(iter(get_close_matches(word[:_COMPARED], list(known), n=1, cutoff=cutoff)), "")


def _telling(model: type[BaseModel], details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the faults without those that only follow from another: a misspelt key is missing as well."""
    unknown = [_loc(detail) for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], _closest(str(loc[-1]), _keys_at(model, loc[:-1]))) for loc in unknown}
    for detail in details:
        loc = _loc(detail)
        misspelt = detail["type"] == "missing" and loc in meant
        emptied = detail["type"] == "too_short" and any(_inside(_loc(other), loc) for other in details)
        if not misspelt and not emptied:
            yield detail


def _inside(loc: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(loc) > len(outer) and loc[: len(outer)] == outer


def _loc(detail: ErrorDetails) -> tuple[int | str, ...]:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _located(model: type[BaseModel], detail: ErrorDetails, place: Place) -> RuleError:
    loc = _loc(detail)
    return place.fault(_sentence(model, detail, loc), *loc)


def _sentence(model: type[BaseModel], detail: ErrorDetails, loc: tuple[int | str, ...]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, loc)
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    return f"{_name(loc)} {_fault(kind, detail)}"


def _fault(kind: str, detail: ErrorDetails) -> str:
    if kind in ("enum", "literal_error"):
        return _choice(detail)
    if kind in _KINDS:
        return _KINDS[kind]
    for prefix, words in _KIND_PREFIXES:
        if kind.startswith(prefix):
            return words
    return f"is not right: {detail['msg']}"


def _name(loc: tuple[int | str, ...]) -> str:
    names = [part for part in loc if isinstance(part, str)]
    if not names:
        return "a record"
    return f"entry {loc[-1] + 1} of '{names[-1]}'" if isinstance(loc[-1], int) else f"'{names[-1]}'"


def _choice(detail: ErrorDetails) -> str:
    allowed = [word for word in detail["ctx"]["expected"].replace(" or ", ", ").split(", ") if word]
    given = str(detail["input"])
    close = did_you_mean(given, [word.strip("'") for word in allowed])
    return f"is '{given[:_SHOWN]}'" + (close or f": it may be one of {', '.join(allowed)}")


def _unknown_key(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    known = _keys_at(model, loc[:-1])
    close = did_you_mean(str(loc[-1]), known)
    return f"unknown key '{str(loc[-1])[:_SHOWN]}'" + (close or f"; the keys here are {', '.join(known)}")


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the model at ``loc`` knows, as they are written in YAML."""
    here = model
    for part in loc:
        if isinstance(part, str):
            found = {info.alias or name: info.annotation for name, info in here.model_fields.items()}.get(
                part
            )
            here = _model_in(found) or here
    return [info.alias or name for name, info in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
