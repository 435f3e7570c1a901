"""Open a history: a SQLite file by default, any other database by its URL."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from auditor.errors import HistoryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

    from auditor.history.store import History

WAIT_SECONDS: Final = 60
"""How long a writer waits for another one. A write takes some thousandths of a second."""
_HINT: Final = "Name a SQLite file or a URL such as postgresql://user@host/database."
_DATABASES: Final = ("sqlalchemy", "sqlite3", "psycopg")
"""Packages whose errors are faults of the database."""
_DRIVERS: Final = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
"""By what users write: the driver that we bring."""


@contextmanager
def open_history(url: str, *, create: bool = True) -> Iterator[History]:
    """Open the history at ``url``; a new one is made, an old one is brought to the newest shape.

    Args:
        url: Path of a SQLite file, or a URL as SQLAlchemy has it (``postgresql://user@host/database``).
        create: Whether to make a file that is not there.

    Raises:
        HistoryError: It can't be opened or read, or a package that it needs is not installed.
    """
    with ExitStack() as closing:
        with _opening(url), _using(url):
            from auditor.history.migrate import bring_up  # noqa: PLC0415 - may not be installed
            from auditor.history.store import History  # noqa: PLC0415 - the same

            engine = _engine(url, create=create)
            closing.callback(engine.dispose)
            bring_up(engine)
        with _using(url):
            yield History(engine)


def _engine(url: str, *, create: bool) -> Engine:
    from sqlalchemy import create_engine, event  # noqa: PLC0415 - may not be installed

    address = _address(url, create=create)
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise HistoryError(
            f"a history is kept in SQLite or PostgreSQL, not in {address.drivername}", hint=_HINT
        )
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    engine = create_engine(address, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _address(url: str, *, create: bool) -> URL:
    from sqlalchemy import URL, make_url  # noqa: PLC0415 - may not be installed

    if "://" in url:
        address = make_url(url)
        return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))
    path = Path(url)
    if not create and not path.is_file():
        raise HistoryError(
            f"there is no history {url!r}", hint="'saveraudit audit TARGET --history' makes one."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite", database=str(path))


def _prepare(connection: Any, _record: object) -> None:
    """Set up a connection to SQLite: readers never wait, what is written is on the disk."""
    connection.isolation_level = None  # the driver's own BEGIN comes too late for DDL
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {line}").close()


def _begin(connection: Connection) -> None:
    """Take the lock before reading where writing follows, so that two writers go one after the other."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _opening(url: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        hint = "pip install 'saveraudit[history]'; for PostgreSQL: pip install 'saveraudit[postgresql]'."
        raise HistoryError(f"a history needs the package {error.name}", hint=hint) from error
    except OSError as error:
        raise HistoryError(f"can't open {_shown(url)!r}: {error.strerror or error}", hint=_HINT) from error


@contextmanager
def _using(url: str) -> Iterator[None]:
    """Say faults of the database in one sentence, and let all others pass as they are."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _DATABASES:
            raise
        said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
        sentence = f"the history {_shown(url)!r} can't be used: {said.splitlines()[0]}"
        raise HistoryError(sentence, hint=_HINT) from error


def _shown(url: str) -> str:
    """Leave out whatever may hold a password: the user's part of a URL and its parameters."""
    scheme, mark, _ = url.partition("://")
    if not mark:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return f"{scheme}{mark}…"
    return f"{scheme}{mark}{parts.hostname or ''}{parts.path}"
