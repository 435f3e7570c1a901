"""Audits that were saved, by this program or by an older one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from auditor.errors import UnknownFormat
from auditor.model.audit import SCHEMA_VERSION, Audit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HINT: Final = "Hand in what 'saveraudit audit --format json' wrote."

UPGRADES: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}
"""By schema version, what makes an audit of it into one of the next. A version that was released stays here
for ever. Fields that were only added need nothing: each has a value for audits that lack it."""


def load_audit(content: str | bytes, label: str) -> Audit:
    """Return a saved audit, whatever version wrote it. Fields of newer versions are left out.

    Args:
        content: JSON.
        label: How errors name it.

    Raises:
        UnknownFormat: It is no audit, or of a schema that is newer than this program.
    """
    try:
        data = from_json(content)
    except ValueError as error:
        raise UnknownFormat(f"{label} is no JSON: {str(error)[:100]}", hint=_HINT) from error
    if not isinstance(data, dict) or "verdict" not in data:
        raise UnknownFormat(f"{label} is no audit", hint=_HINT)
    try:
        return Audit.model_validate(upgraded(data, label), extra="ignore")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part)[:40] for part in first["loc"][:4])
        raise UnknownFormat(f"{label} is no audit ({where or 'damaged'})", hint=_HINT) from error


def upgraded(
    data: dict[str, Any],
    label: str,
    upgrades: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = UPGRADES,
    newest: int = SCHEMA_VERSION,
) -> dict[str, Any]:
    """Bring the JSON of an audit to the newest schema, one version after another. Raises as above."""
    version = data.get("schema", 1)
    if not isinstance(version, int) or version > newest:
        hint = "A newer version of Saveraudit wrote it: pip install --upgrade saveraudit."
        raise UnknownFormat(f"{label} has schema {str(version)[:20]}", hint=hint)
    while version < newest:
        if version not in upgrades:
            raise UnknownFormat(f"{label} has schema {version}, which never was", hint=_HINT)
        data = upgrades[version](data)
        version += 1
    return {**data, "schema": newest}
