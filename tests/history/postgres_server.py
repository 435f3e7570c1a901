"""A PostgreSQL server of the tests' own, in a folder of its own, heard on a socket alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIRED = bool(os.environ.get("SAVERAUDIT_REQUIRE_POSTGRESQL"))
NONE_HERE = "no PostgreSQL on this machine: install the package postgresql to run this test"


def _programs() -> Path | None:
    """Return the folder with initdb and pg_ctl, the newest version first."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


PROGRAMS = _programs()


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the URL of its database; it is stopped and removed in the end."""
    home = Path(tempfile.mkdtemp(prefix="saveraudit-pg-"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user:
        shutil.chown(home, user)
    try:
        _run(user, "initdb", "--auth=trust", "--username=me", "--encoding=UTF8", "--no-sync", home / "data")
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
        _run(user, "pg_ctl", "--wait", "-D", home / "data", "-l", home / "log", "-o", options, "start")
        try:
            yield f"postgresql://me@/postgres?host={home}"
        finally:
            _run(user, "pg_ctl", "--wait", "-D", home / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def _run(user: str | None, program: str, *arguments: object) -> None:
    assert PROGRAMS is not None
    # What the server inherits it keeps open, so it gets no pipe of ours.
    subprocess.run(  # noqa: S603 - our own command
        [PROGRAMS / program, *map(str, arguments)],
        check=True,
        user=user,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
