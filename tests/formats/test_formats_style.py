"""The style sheet: contrast computed from its own variables, and nothing fetched."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "reports" / "html" / "report.css").read_text(encoding="utf-8")
LEVELS = ("avoid", "high-risk", "caution", "nothing-found", "not-analysed")
TEXT = 7.0
GRAPHIC = 3.0


def modes() -> dict[str, dict[str, str]]:
    """Return the colour variables of light, dark and print."""
    light, dark, printed = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    )
    return {"light": light, "dark": light | dark, "print": light | printed}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    """Black on white is 21, a colour on itself 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_text_reaches_seven_to_one_on_every_ground(mode: str) -> None:
    """Ink and quiet text on paper and tint, ink on highlights, accents on paper and their own tint."""
    v = modes()[mode]
    pairs = [*product(("ink", "quiet"), ("paper", "tint")), ("ink", "mark")]
    for level in LEVELS:
        pairs += [
            (level, "paper"),
            (level, f"{level}-tint"),
            ("ink", f"{level}-tint"),
            ("quiet", f"{level}-tint"),
        ]
        pairs.append(("on-solid", f"{level}-solid"))

    assert {p: round(contrast(v[p[0]], v[p[1]]), 2) for p in pairs if contrast(v[p[0]], v[p[1]]) < TEXT} == {}


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_lines_that_mean_something_can_be_seen(mode: str) -> None:
    """Lines of the picture, edges of marks and shapes of verdicts reach 3:1 on paper."""
    v = modes()[mode]

    for graphic in ("line", *(f"{level}-shape" for level in LEVELS)):
        assert contrast(v[graphic], v["paper"]) >= GRAPHIC, graphic


def test_colours_stand_in_variables_only() -> None:
    """No colour is written outside of the variables, so that the contrast tests see all of them."""
    rules = re.sub(r":root \{.*?\}|/\*.*?\*/", "", CSS, flags=re.DOTALL)

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|oklch\(", rules)


def test_nothing_is_fetched() -> None:
    """No import, no font file, no picture."""
    assert not re.findall(r"@import|@font-face|url\(", CSS)


def test_every_level_has_all_its_colours() -> None:
    """Accent, tint, solid and shape exist for each level in light and dark."""
    for mode in modes().values():
        assert all(f"{level}{part}" in mode for level in LEVELS for part in ("", "-tint", "-solid", "-shape"))
