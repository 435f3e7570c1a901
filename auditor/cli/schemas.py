"""JSON Schemas of what goes in and comes out."""

# ruff: noqa: PLC0415 -- each shape loads its models when it is asked for

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

_DRAFT: Final = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_LISTING: Final = {
    **_DRAFT,
    "title": "Listing",
    "description": "What a tool says and asks for. Only texts or access is needed.",
    "type": "object",
    "anyOf": [{"required": ["texts"]}, {"required": ["access"]}],
}


def _of(model: type[BaseModel], mode: str = "serialization") -> dict[str, Any]:
    """Return the schema of a model, its fields described by the words that stand beneath them."""
    from auditor.reference.docstrings import Described

    made = model.model_json_schema(
        by_alias=True,
        mode="validation" if mode == "validation" else "serialization",
        ref_template="#/$defs/{model}",
        schema_generator=Described,
    )
    return {**_DRAFT, **made}


def _listing() -> dict[str, Any]:
    """The form that people write: texts and access as plain strings, access null where not known."""
    from auditor.model.listing import Listing
    from auditor.reference.fields import NOTES
    from auditor.reference.shapes import AccessNote, TextNote

    whole = _of(Listing, "validation")
    fields, definitions = dict(whole["properties"]), dict(whole.get("$defs", {}))
    strings = {"type": "array", "items": {"type": "string"}}
    fields["texts"] = {**strings, "description": fields["texts"]["description"]}
    fields["access"] = {
        **strings,
        "type": ["array", "null"],
        "description": fields["access"]["description"],
    }
    for name, note in (("text_notes", TextNote), ("access_notes", AccessNote)):
        schema = _of(note, "validation")
        definitions.update(schema.pop("$defs", {}))
        items = {key: value for key, value in schema.items() if key != "$schema"}
        fields[name] = {"type": "array", "items": items, "description": NOTES[name]}
    return {**_LISTING, "properties": fields, "additionalProperties": False, "$defs": definitions}


def _rule_file() -> dict[str, Any]:
    from auditor.language.schema import LanguageRule
    from auditor.rulebook.schema import SECTIONS, Meta

    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {}

    def define(model: type[BaseModel]) -> dict[str, str]:
        schema = _of(model, "validation")
        schema.pop("$schema")
        definitions.update(schema.pop("$defs", {}))
        if "$ref" not in schema:  # a model that holds itself stands among the definitions already
            definitions[model.__name__] = schema
        return {"$ref": f"#/$defs/{model.__name__}"}

    for name, model in SECTIONS.items():
        properties[name] = {"type": "array", "items": define(model)}
    properties |= {"rulebook": define(Meta), "language": define(LanguageRule)}
    return {
        **_DRAFT,
        "title": "Rule file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def _watchlist() -> dict[str, Any]:
    """As people write it: one reply may stand without a list, and a date is what YAML takes for one."""
    from auditor.reference.shapes import WatchlistFile

    whole = _of(WatchlistFile, "validation")
    watched = whole["$defs"]["Watched"]["properties"]
    several = watched["reply"]
    one = {"$ref": "#/$defs/Dated"}
    watched["reply"] = {"description": several["description"], "anyOf": [one, {**several, "default": []}]}
    return whole


def _audit() -> dict[str, Any]:
    from auditor.model.audit import Audit

    return _of(Audit)


def _exceptions() -> dict[str, Any]:
    from auditor.reference.shapes import ExceptionsFile

    return _of(ExceptionsFile, "validation")


def _history() -> dict[str, Any]:
    from auditor.reference.shapes import HistoryOfTool

    return _of(HistoryOfTool)


def _difference() -> dict[str, Any]:
    from auditor.history import Difference

    return _of(Difference)


def _verification() -> dict[str, Any]:
    from auditor.evidence.verify import Verification

    return _of(Verification)


def _site_index() -> dict[str, Any]:
    from auditor.reference.shapes import SiteIndex

    return _of(SiteIndex)


def _site_tool() -> dict[str, Any]:
    from auditor.reference.shapes import SiteTool

    return _of(SiteTool)


SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "listing": _listing,
    "audit": _audit,
    "rule": _rule_file,
    "watchlist": _watchlist,
    "exceptions": _exceptions,
    "history": _history,
    "difference": _difference,
    "verification": _verification,
    "site-index": _site_index,
    "site-tool": _site_tool,
}
"""By name, what makes the schema."""


def json_schema(which: str) -> dict[str, Any]:
    """The JSON Schema of one of :data:`SCHEMAS`."""
    return SCHEMAS[which]()
