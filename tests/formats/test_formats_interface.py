"""Formats: one interface, the audit itself as JSON, and a documented view."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from samples import SAMPLES

from auditor import formats
from auditor.formats import Format, FormatChoice
from auditor.formats.json import JsonFormat
from auditor.model import Audit

ROOM = Path(formats.__file__).parent
TEMPLATES = Path(__file__).parents[2] / "reports" / "html"


@pytest.mark.parametrize("choice", list(FormatChoice))
def test_every_choice_gives_a_format_of_that_name(choice: FormatChoice) -> None:
    """Names agree, suffixes begin with a dot, and what is rendered ends its last line."""
    made = choice.to_format()

    assert isinstance(made, Format)
    assert made.name == choice.value
    assert made.suffix.startswith(".")
    assert all(made.render(make()).endswith("\n") for make in SAMPLES.values())


@pytest.mark.parametrize("choice", list(FormatChoice))
@pytest.mark.parametrize("name", list(SAMPLES))
def test_rendering_twice_gives_the_same_bytes(choice: FormatChoice, name: str) -> None:
    """No clock, no randomness, no memory."""
    audit = SAMPLES[name]()

    assert choice.to_format().render(audit).encode() == choice.to_format().render(audit).encode()


def test_the_room_exports_what_it_says() -> None:
    """__all__ is sorted and complete."""
    assert formats.__all__ == sorted(formats.__all__)
    assert all(hasattr(formats, name) for name in formats.__all__)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_json_reads_back_as_the_same_audit(name: str) -> None:
    """What is written is the audit, whole."""
    audit = SAMPLES[name]()

    assert Audit.model_validate_json(JsonFormat().render(audit)) == audit


def test_json_has_the_fields_of_the_design_in_order() -> None:
    """The schema comes first under its public name; letters of all scripts stand as they are."""
    written = JsonFormat().render(SAMPLES["right-to-left"]())
    read = json.loads(written)

    assert list(read)[:4] == ["schema", "id", "tool", "verdict"]
    assert "اعرف" in written
    assert written.startswith('{\n  "schema": 1,')


def test_json_lines_are_one_line_each() -> None:
    """Without indent a hostile audit still has no line break but the last."""
    written = JsonFormat(indent=None).render(SAMPLES["hostile"]())

    assert written.count("\n") == 1
    assert json.loads(written)["schema"] == 1


def test_json_loads_neither_templates_nor_terminal() -> None:
    """Choosing JSON imports no Jinja and no Rich."""
    code = (
        "import sys; from auditor.formats import FormatChoice; FormatChoice.JSON.to_format();"
        "sys.exit(any(m in sys.modules for m in ('jinja2', 'rich')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


@pytest.mark.parametrize("module", ["shown.py", "boxes.py"])
def test_every_field_given_to_templates_is_documented(module: str) -> None:
    """A sentence follows each field of each record that a template may use."""
    tree = ast.parse((ROOM / module).read_text(encoding="utf-8"))
    bare = [
        f"{record.name}.{field.target.id}"
        for record in tree.body
        if isinstance(record, ast.ClassDef)
        for field, after in zip(record.body, [*record.body[1:], None], strict=True)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]

    assert bare == []


def test_no_field_is_prepared_for_nothing() -> None:
    """Each field of the view is used by a template or by the terminal."""
    used = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    used += (ROOM / "terminal.py").read_text(encoding="utf-8")
    tree = ast.parse((ROOM / "shown.py").read_text(encoding="utf-8"))
    fields = {
        field.target.id
        for record in tree.body
        if isinstance(record, ast.ClassDef)
        for field in record.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
    }

    assert {name for name in fields if f".{name}" not in used} == set()
