"""Statements on a real SQLite file: rows as JSON, nothing changed, nothing that waits forever."""

import json
import re
import sqlite3
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Answer, Fault
from QuashLibrary.engine.sources.sql import rows as sql_rows
from QuashLibrary.engine.sources.sql.rows import read_rows
from QuashLibrary.engine.sources.sql.source import SqlTransport
from QuashLibrary.engine.sources.sql.statements import Statement
from QuashLibrary.language.hidden_values import revealed
from QuashLibrary.language.json_values import same
from QuashLibrary.language.sql_text import read_sql

ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r"
SHORT, LONG = 0.2, 20.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a database with two orders."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE orders (number INTEGER, state TEXT)")
        database.execute("INSERT INTO orders VALUES (1, 'paid'), (2, 'pending')")
        database.commit()
    return file


def answer(
    databases: SqlTransport,
    file: Path | str,
    sql: str,
    within: float = LONG,
    *,
    read_only: bool = True,
    **parameters: object,
) -> Answer | Fault:
    """Run a statement."""
    url = f"sqlite:///{file}" if isinstance(file, Path) else file
    statement = Statement("db", url, read_sql(sql), tuple(parameters.items()), read_only)
    found = databases.send(statement, Deadline.after(within)).answer
    assert isinstance(found, Answer | Fault)
    return found


def document(*args: object, **parameters: object) -> object:
    """Run a statement and return its document."""
    found = answer(*args, **parameters)  # type: ignore[arg-type]
    assert isinstance(found, Answer), found
    return json.loads(found.body)


def test_rows_are_a_document(databases: SqlTransport, file: Path) -> None:
    """Each row is an object, next to the number of rows."""
    assert document(databases, file, "SELECT * FROM orders ORDER BY number") == {
        "rows": [{"number": 1, "state": "paid"}, {"number": 2, "state": "pending"}], "count": 2,
    }  # fmt: skip


def test_no_rows_are_an_empty_list(databases: SqlTransport, file: Path) -> None:
    """It is an answer like any other."""
    assert document(databases, file, "SELECT * FROM orders WHERE number = :n", n=9) == {"rows": [], "count": 0}


def test_a_value_never_becomes_a_part_of_the_statement(databases: SqlTransport, file: Path) -> None:
    """This holds for any content."""
    found = document(databases, file, "SELECT :a AS a, ':a' AS b", a="'; DROP TABLE orders; --")
    assert found == {"rows": [{"a": "'; DROP TABLE orders; --", "b": ":a"}], "count": 1}


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM orders WHERE number IN :n", "SELECT * FROM orders WHERE number IN ( :n )"]
)
@pytest.mark.parametrize(("given", "count"), [((1, 2), 2), ((2,), 1), ((), 0)])
def test_a_list_is_for_in(databases: SqlTransport, file: Path, sql: str, given: tuple[int, ...], count: int) -> None:
    """It works with and without brackets, and an empty list finds nothing."""
    assert document(databases, file, sql, n=given)["count"] == count  # type: ignore[index]


@pytest.mark.parametrize(
    "sql", ["INSERT INTO orders VALUES (3, 'x')", "UPDATE orders SET state = 'x'", "DROP TABLE orders"]
)
def test_the_database_itself_refuses_to_write(databases: SqlTransport, file: Path, sql: str) -> None:
    """This covers writes that the words of a statement do not reveal."""
    assert answer(databases, file, sql) == Fault("statement", "attempt to write a readonly database")


def test_what_may_write_is_committed(databases: SqlTransport, file: Path) -> None:
    """The document counts the changed rows; the next statement is read-only again."""
    assert document(databases, file, "UPDATE orders SET state = 'x'", read_only=False) == {"rows": [], "count": 2}
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT DISTINCT state FROM orders").fetchall() == [("x",)]
    assert isinstance(answer(databases, file, "DELETE FROM orders"), Fault)


def test_a_statement_that_fails_changes_nothing(databases: SqlTransport, file: Path) -> None:
    """It leaves no lock behind."""
    sql = "UPDATE orders SET number = nope"
    assert answer(databases, file, sql, read_only=False) == Fault("statement", "no such column: nope")
    assert document(databases, file, "DELETE FROM orders", read_only=False) == {"rows": [], "count": 2}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("SELECT * FROM nope", "no such table: nope"),
        ("SELEKT 1", 'near "SELEKT": syntax error'),
        ("SELECT 1 AS a, 2 AS a", 'two columns are named "a"; rename one of them with AS'),
    ],
)
def test_a_statement_error_takes_one_line(databases: SqlTransport, file: Path, sql: str, reason: str) -> None:
    """The message has the database's words without SQLAlchemy's."""
    assert answer(databases, file, sql) == Fault("statement", reason)


@pytest.mark.parametrize("value", [2**70, "\ud800"])
def test_a_value_that_no_driver_accepts_is_reported(databases: SqlTransport, file: Path, value: object) -> None:
    """It is an error of the statement."""
    found = answer(databases, file, "SELECT :a AS a", a=value)
    assert isinstance(found, Fault)
    assert found.message.startswith("cannot pass a value to the database: ")


def test_an_option_unknown_to_the_driver_is_reported(
    databases: SqlTransport, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    """Drivers take the options of a URL as arguments; an unknown one must not crash QuashLibrary."""

    def connect(*_: object, **__: object) -> None:
        raise TypeError("connect() got an unexpected keyword argument 'colour'")

    monkeypatch.setattr(sqlite3.dbapi2, "connect", connect)
    reason = "cannot use the url of db: connect() got an unexpected keyword argument 'colour'"
    assert answer(databases, file, "SELECT 1") == Fault("protocol", reason)


def test_a_file_that_is_not_there_is_not_made(databases: SqlTransport, tmp_path: Path) -> None:
    """SQLite would create an empty database for a wrong name."""
    file = tmp_path / "nope.db"
    assert answer(databases, file, "SELECT 1") == Fault("unreachable", f"the database file {file} does not exist")
    assert not file.exists()


def test_a_statement_without_end_is_left(databases: SqlTransport, file: Path) -> None:
    """It ends at its deadline, and SQLite is interrupted: no thread continues."""
    before = set(threading.enumerate())
    fault = answer(databases, file, ENDLESS, SHORT)
    assert isinstance(fault, Fault)
    assert re.fullmatch(r"no complete answer from shop\.db within [12]\d\d ms", fault.message)
    for thread in set(threading.enumerate()) - before:
        thread.join(LONG)
        assert not thread.is_alive()
    assert document(databases, file, "SELECT 1 AS a") == {"rows": [{"a": 1}], "count": 1}


def test_a_locked_database_is_waited_for_until_the_deadline(databases: SqlTransport, file: Path) -> None:
    """Then it is a timeout, which is retried."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = answer(databases, file, "SELECT * FROM orders", SHORT)
    assert isinstance(found, Fault)
    assert found.kind == "timeout"


def test_rows_without_end_are_left(databases: SqlTransport, file: Path) -> None:
    """They are not kept, and the message says what to write."""
    sql = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"
    reason = "there are more than 10,000 rows; add a WHERE, a LIMIT or COUNT(*)"
    assert answer(databases, file, sql) == Fault("statement", reason)


def test_large_rows_are_left(databases: SqlTransport, file: Path) -> None:
    """The limit is the same as for bodies."""
    sql = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, hex(zeroblob(50000)) FROM r"
    reason = f"the rows are larger than {sql_rows.MAX_BODY // 1024 // 1024} MiB; select fewer columns or rows"
    assert answer(databases, file, sql) == Fault("statement", reason)


def test_several_threads_run_statements_at_the_same_time(databases: SqlTransport, file: Path) -> None:
    """Each thread has its own connection."""
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(document(databases, file, "SELECT :n AS n", n=n)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert sorted(item["rows"][0]["n"] for item in found) == list(range(8))  # type: ignore[index]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql+pymysql://h/d", "the driver pymysql is not installed; pip install pymysql"),
        ("postgresql+psycopg2://h/d", "the driver psycopg2 is not installed; pip install psycopg2-binary"),
        ("nope://h/d", "SQLAlchemy does not know the database nope"),
        ("sqlite", "SQLAlchemy cannot use the url of db"),
        ("postgresql+psycopg://u:pw@h:port/d", "SQLAlchemy cannot use the url of db"),
    ],
)
def test_missing_drivers_and_wrong_urls_are_reported(databases: SqlTransport, url: str, reason: str) -> None:
    """The message says what to install, and shows no URL, which may contain a password."""
    assert answer(databases, url, "SELECT 1") == Fault("protocol", reason)


def test_sqlalchemy_is_an_extra(databases: SqlTransport, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """If it is missing, the message says how to install it."""
    monkeypatch.delitem(sys.modules, "QuashLibrary.engine.sources.sql.databases", raising=False)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    reason = 'SQLAlchemy is not installed; pip install "robotframework-quashlibrary[sql]"'
    assert answer(databases, file, "SELECT 1") == Fault("protocol", reason)


VALUES = [
    (None, "null"), (True, "true"), (7, "7"), ("a\"ä", '"a\\"ä"'), (1.5, "1.5"), (float("nan"), '"nan"'),
    (Decimal("12.10"), "12.10"), (Decimal("1E+3"), "1000"), (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
    (Decimal("NaN"), '"NaN"'), (datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), '"2024-01-02T03:04:05+00:00"'),
    (datetime(2024, 1, 2), '"2024-01-02T00:00:00"'), (date(2024, 1, 2), '"2024-01-02"'), (time(3, 4), '"03:04:00"'),
    (timedelta(minutes=1.5), "90.0"), (b"\x00\xff", '"AP8="'), (memoryview(b"a"), '"YQ=="'),
    (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'), ([1, [Decimal("2.50")]], "[1, [2.50]]"),
    ({"a": {"b": Decimal("1.10")}}, '{"a": {"b": 1.10}}'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"), VALUES, ids=[f"{type(value).__name__} {written}" for value, written in VALUES]
)
def test_values_of_drivers_are_json(value: object, written: str) -> None:
    """Values that JSON has are exact, and all others are texts."""
    found = read_rows(["a"], [(value,)])
    assert isinstance(found, Answer)
    assert found.body.decode() == f'{{"rows": [{{"a": {written}}}], "count": 1}}'


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_any_thread_may_use_and_leave_a_database_in_memory(
    databases: SqlTransport, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Each statement has its own thread; connections are kept, and closed by the thread that ends the run."""
    assert document(databases, url, "SELECT 1 AS n") == {"rows": [{"n": 1}], "count": 1}
    databases.close()
    assert not caplog.records


def test_no_rows_by_a_text_of_digits_says_what_may_be_meant(databases: SqlTransport, file: Path) -> None:
    """A computed number equals no text."""
    for number, state, remark in (
        ("1", "x", ":number is a text of digits: write ${7} for 7, or declare the input with type: number"),
        ("1", "2", ":number and :state are texts of digits: write ${7} for 7, or declare the input with type: number"),
        (1, "x", ""),
    ):
        sql = "SELECT * FROM orders WHERE number + 0 = :number AND state = :state"
        found = answer(databases, file, sql, number=number, state=state)
        assert isinstance(found, Answer)
        assert found.remark == remark
    found = answer(databases, file, "SELECT * FROM orders WHERE number = :number", number="1")
    assert isinstance(found, Answer)
    assert found.remark == ""


def test_decimals_of_a_row_are_exact() -> None:
    """A NUMERIC column of PostgreSQL is compared and fetched with all its digits."""
    found = read_rows(["n"], [(Decimal("1.000000000000000001"),), (Decimal("1E+3"),)])
    assert isinstance(found, Answer)
    rows = AnswerParts(found, 0.1).json
    assert isinstance(rows, dict)
    assert revealed(rows["rows"]) == [{"n": Decimal("1.000000000000000001")}, {"n": 1000}]
    assert not same(rows["rows"], [{"n": 1}, {"n": 1000}])
