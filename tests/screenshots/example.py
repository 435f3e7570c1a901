"""The shipped example through the real command: what a terminal shows of it, and its report as a page."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TARGETS: Final = ("auditor/examples/saver-reveal.html", "auditor/examples/saver-reveal.yaml")
COLUMNS: Final = 80
LINES: Final = 32
"""Lines of the terminal that the picture shows; the report goes on."""


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
    }


def report(folder: Path) -> Path:
    """Write the report of the example as a page and return its path."""
    path = folder / "report.html"
    command = [sys.executable, "-m", "auditor", "audit", *TARGETS, "--report", str(path)]
    subprocess.run(command, cwd=ROOT, env=_environment(), check=True, capture_output=True)  # noqa: S603 - our own command
    return path


def terminal() -> str:
    """Return what a terminal is sent, with its colours, in the order in which it comes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    command = [sys.executable, "-m", "auditor", "audit", *TARGETS]
    environment = {
        name: value for name, value in _environment().items() if name not in ("NO_COLOR", "COLUMNS")
    }
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    if running.returncode:
        raise RuntimeError(said.decode())
    return said.decode().replace("\r\n", "\n")


def _read(ours: int) -> bytes:
    try:
        return os.read(ours, 65_536)
    except OSError:  # the other end is closed
        return b""
