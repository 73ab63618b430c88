"""Run statements on databases: connect, forbid writes, run, read the rows, and clean up.

In: a Statement and a Deadline. Out: an Answer, or a Fault in one line. The only module that knows SQLAlchemy, and how
databases differ in refusing writes and stopping in time.
"""

from __future__ import annotations

import logging
import re
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, ResourceClosedError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.sqltypes import NULLTYPE

from QuashLibrary.engine.outcome import Answer, Fault
from QuashLibrary.engine.sources.sql.rows import no_rows, read_rows
from QuashLibrary.language.durations import show_duration
from QuashLibrary.threads import start_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import URL, Connection, Engine

    from QuashLibrary.engine.clock import Deadline
    from QuashLibrary.engine.outcome import FaultKind
    from QuashLibrary.engine.sources.sql.statements import Statement

_PACKAGES = {"psycopg": '"psycopg[binary]"', "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}
"""The packages of drivers that have another name than their package."""

_READ_ONLY = ("postgresql", "mysql", "mariadb")
"""Databases that support SET TRANSACTION READ ONLY."""

_CONNECTING: tuple[tuple[FaultKind, str], ...] = (
    ("refused", r"refused"),
    ("dns", r"name or service|name resolution|resolve|nodename|unknown host|not known"),
    ("timeout", r"time(d )?-?out"),
    ("login", r"password|authenticat|access denied|no pg_hba|login failed|role .* does not exist|logon denied"),
)
"""The messages of drivers that cannot connect; they have no common error codes."""

_CONNECTION_MESSAGES: dict[FaultKind, str] = {
    "refused": "connection refused by {place}",
    "dns": "cannot resolve the host name of {place}",
    "timeout": "cannot connect to {place} in time",
    "login": "{place} does not accept the login: {words}",
}
_CANCELLED = r"canceling statement|interrupted|execution time exceeded"
_BATCH = 200
_STREAMED = ("SELECT", "WITH", "VALUES")


class Databases:
    """The engines of all databases used so far, each with its own pool of connections."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._lock = threading.Lock()
        # Only QuashLibrary shows statements and their values, redacted.
        for name in ("sqlalchemy", "psycopg", "psycopg.pool"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def task(self, statement: Statement, deadline: Deadline) -> Task:
        """Return a task that runs a statement."""
        return Task(self, statement, deadline)

    def engine(self, url: URL) -> Engine:
        """Return the engine of a database; all threads share it."""
        key = url.render_as_string(hide_password=False)
        with self._lock:
            if key not in self._engines:
                # Each statement runs in a separate thread, and connections are reused.
                shared = {"check_same_thread": False} if url.get_backend_name() == "sqlite" else {}
                self._engines[key] = sqlalchemy.create_engine(
                    url,
                    poolclass=QueuePool,
                    pool_size=5,
                    max_overflow=-1,
                    pool_pre_ping=True,
                    hide_parameters=True,
                    connect_args=shared,
                )
            return self._engines[key]

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()


class Task:
    """One run of a statement; another thread may call `cancel` at any time."""

    def __init__(self, databases: Databases, statement: Statement, deadline: Deadline) -> None:
        self.place = statement.connection
        self._databases = databases
        self._statement = statement
        self._deadline = deadline
        self._allowed = deadline.remaining()
        self._connection: Connection | None = None
        self._cancelled = threading.Event()

    def run(self) -> Answer | Fault:
        """Connect, run the statement and read its rows."""
        try:
            url = make_url(self._statement.url)
            self.place = _place_name(url)
            engine = self._databases.engine(url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
            return _unusable_fault(error, self._statement)
        if missing := _missing_file_fault(url):
            return missing
        try:
            connection = engine.connect()
        except DBAPIError as error:
            return _connection_fault(error, self.place)
        except (TypeError, ValueError) as error:
            # The driver does not know an option of the URL, or its value has the wrong type.
            return Fault("protocol", f"cannot use the url of {self._statement.connection}: {error}")
        with connection:
            return self._run_on(connection)

    @property
    def late(self) -> Fault:
        """The fault of a statement that missed its deadline."""
        return Fault("timeout", f"no complete answer from {self.place} within {show_duration(self._allowed)}")

    def cancel(self) -> None:
        """Make the database stop, without waiting for it."""
        self._cancelled.set()
        connection = self._connection
        if connection is not None and not connection.closed:
            start_thread(lambda: _interrupt(connection))

    def _run_on(self, connection: Connection) -> Answer | Fault:
        self._connection = connection
        if self._cancelled.is_set():
            # Nobody is waiting any more.
            return self.late
        statement = self._statement
        try:
            for preparing in _preparations(connection.dialect.name, self._deadline, read_only=statement.read_only):
                connection.exec_driver_sql(preparing)
            rows = self._rows(connection)
            if not statement.read_only and isinstance(rows, Answer) and not self._cancelled.is_set():
                connection.commit()
        except DBAPIError as error:
            return self._statement_fault(error)
        except (OverflowError, ValueError) as error:
            return Fault("statement", f"cannot pass a value to the database: {error}")
        finally:
            self._connection = None
        return rows

    def _rows(self, connection: Connection) -> Answer | Fault:
        # Without streaming, drivers read all rows into memory before the first one is available.
        sql = self._statement.sql
        streams = self._statement.read_only and sql.reads and sql.verb in _STREAMED
        options = {"stream_results": True, "max_row_buffer": _BATCH} if streams else {}
        result = connection.execute(*_bound_statement(self._statement), execution_options=options)
        if not result.returns_rows:
            return no_rows(result.rowcount)
        try:
            return read_rows(list(result.keys()), (row for batch in _batches(result) for row in batch))
        finally:
            result.close()

    def _statement_fault(self, error: DBAPIError) -> Fault:
        words = _error_words(error)
        if error.connection_invalidated:
            return Fault("reset", f"connection closed by {self.place} before all rows arrived")
        if re.search(_CANCELLED, words, re.IGNORECASE):
            return self.late
        if "database is locked" in words:
            return Fault("timeout", f"{self.late.message}: {words}")
        return Fault("statement", words)


def _batches(result: sqlalchemy.CursorResult[tuple[object, ...]]) -> Iterator[Iterable[tuple[object, ...]]]:
    while batch := result.fetchmany(_BATCH):
        yield [tuple(row) for row in batch]


def _bound_statement(statement: Statement) -> tuple[sqlalchemy.TextClause, dict[str, object]]:
    """Return the statement with its parameters; the database decides on their types: a text "7" may be a number."""
    text = statement.sql.bound
    for name, value in statement.parameters:
        if isinstance(value, tuple):
            # Both `IN (:names)` and `IN :names` are allowed.
            text = re.sub(rf"\(\s*:{re.escape(name)}\s*\)", f":{name}", text)
    binds = (
        sqlalchemy.bindparam(name, type_=NULLTYPE, expanding=isinstance(value, tuple))
        for name, value in statement.parameters
    )
    return sqlalchemy.text(text).bindparams(*binds), dict(statement.parameters)


def _preparations(dialect: str, deadline: Deadline, *, read_only: bool) -> Iterator[str]:
    """Yield the statements that make a database refuse writes and stop in time."""
    left = max(1, int(deadline.remaining() * 1000))
    if dialect == "sqlite":
        # Shorter than our own deadline, so the message can mention the lock.
        yield f"PRAGMA busy_timeout = {left * 9 // 10}"
        yield f"PRAGMA query_only = {'ON' if read_only else 'OFF'}"
    if dialect in _READ_ONLY and read_only:
        yield "SET TRANSACTION READ ONLY"
    if dialect == "postgresql":
        yield f"SET LOCAL statement_timeout = {left}"


def _interrupt(connection: Connection) -> None:
    """Interrupt a statement with the method of its driver: sqlite3 `interrupt`, psycopg and oracledb `cancel`."""
    with suppress(sqlalchemy.exc.SQLAlchemyError, ResourceClosedError, connection.dialect.loaded_dbapi.Error):
        driver = connection.connection.driver_connection
        stop = getattr(driver, "interrupt", None) or getattr(driver, "cancel", None)
        if stop is not None:
            stop()


def _missing_file_fault(url: URL) -> Fault | None:
    """Return the fault of a missing SQLite file; SQLite itself would create an empty database."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name.startswith((":memory:", "file:")):
        return None
    return None if Path(name).is_file() else Fault("unreachable", f"the database file {name} does not exist")


def _place_name(url: URL) -> str:
    if url.host:
        return f"{url.host}:{url.port}" if url.port else url.host
    return Path(url.database).name if url.database else url.get_backend_name()


def _unusable_fault(error: Exception, statement: Statement) -> Fault:
    if isinstance(error, ModuleNotFoundError):
        name = error.name or ""
        return Fault("protocol", f"the driver {name} is not installed; pip install {_PACKAGES.get(name, name)}")
    kind = statement.url.partition("://")[0]
    if isinstance(error, NoSuchModuleError):
        return Fault("protocol", f"SQLAlchemy does not know the database {kind}")
    return Fault("protocol", f"SQLAlchemy cannot use the url of {statement.connection}")


def _connection_fault(error: DBAPIError, place: str) -> Fault:
    words = _error_words(error)
    for kind, pattern in _CONNECTING:
        if re.search(pattern, words, re.IGNORECASE):
            return Fault(kind, _CONNECTION_MESSAGES[kind].format(place=place, words=words))
    return Fault("unreachable", f"{place} cannot be reached: {words}")


def _error_words(error: DBAPIError) -> str:
    """Return the database's message in one line; drivers put codes before it, and hints and positions below it."""
    arguments = getattr(error.orig, "args", ())
    words = next((item for item in reversed(arguments) if isinstance(item, str) and item.strip()), str(error.orig))
    return " ".join(words.strip().partition("\nLINE ")[0].split())
