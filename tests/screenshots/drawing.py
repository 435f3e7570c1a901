"""A terminal as SVG: text stays text, and no font is asked of the network."""

from __future__ import annotations

import io
from typing import Final

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.screenshots.example import LINES, TARGETS, terminal

PAPER: Final = TerminalTheme(
    (22, 21, 19),
    (236, 231, 220),
    [(22, 21, 19), (255, 143, 132), (174, 203, 140), (240, 195, 88), (147, 187, 232), (214, 160, 214),
     (140, 205, 205), (236, 231, 220)],
    [(133, 125, 112), (255, 167, 157), (190, 215, 160), (245, 210, 120), (174, 203, 238), (225, 180, 225),
     (165, 220, 220), (255, 253, 248)],
)  # fmt: skip
_FORMAT: Final = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="10" fill="#161513"/>
<g transform="translate({terminal_x}, {terminal_x})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def shown_lines() -> list[str]:
    """Return the lines of the terminal that the picture shows, with their colours."""
    prompt = f"$ saveraudit audit {' '.join(TARGETS)}"
    return [prompt, *terminal().splitlines()[: LINES - 1]]


def drawn(lines: list[str]) -> str:
    """Return lines with escape codes as SVG."""
    width = max(len(line) for line in words(lines)) + 1
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    return console.export_svg(theme=PAPER, code_format=_FORMAT, unique_id="saveraudit")


def words(lines: list[str]) -> list[str]:
    """Return the same lines as text alone."""
    return [Text.from_ansi(line).plain.rstrip() for line in lines]
