"""JSON Schemas of what goes in and comes out."""

from __future__ import annotations

from typing import Any

from auditor.model.audit import Audit

_LISTING: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Listing",
    "description": "What a tool says and asks for. Only texts or access is needed.",
    "type": "object",
    "anyOf": [{"required": ["texts"]}, {"required": ["access"]}],
}


def _listing() -> dict[str, Any]:
    """The form that people write: texts and access as plain strings, access null where not known."""
    from auditor.model.listing import Listing  # noqa: PLC0415 -- beside its only use

    whole = Listing.model_json_schema(mode="validation")
    fields = dict(whole["properties"])
    fields["texts"] = {"type": "array", "items": {"type": "string"}, "description": "What the tool says."}
    fields["access"] = {
        "type": ["array", "null"],
        "items": {"type": "string"},
        "description": "What it asks for. An empty list: known to ask for nothing. Null, absent: not known.",
    }
    notes = {"type": "array", "items": {"type": "object"}}
    fields |= {"text_notes": notes, "access_notes": notes}
    return {**_LISTING, "properties": fields, "additionalProperties": False, "$defs": whole.get("$defs", {})}


def _rule_file() -> dict[str, Any]:
    from auditor.language.schema import LanguageRule  # noqa: PLC0415 -- the model room knows no language
    from auditor.rulebook.schema import SECTIONS, Meta  # noqa: PLC0415

    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {}

    def define(model: type[Any]) -> dict[str, str]:
        schema = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        definitions[model.__name__] = schema
        return {"$ref": f"#/$defs/{model.__name__}"}

    for name, model in SECTIONS.items():
        properties[name] = {"type": "array", "items": define(model)}
    properties |= {"rulebook": define(Meta), "language": define(LanguageRule)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rule file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }


def json_schema(which: str) -> dict[str, Any]:
    """The JSON Schema of ``listing``, ``audit`` or ``rule``."""
    if which == "listing":
        return _listing()
    if which == "rule":
        return _rule_file()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Audit.model_json_schema(mode="serialization", by_alias=True),
    }
