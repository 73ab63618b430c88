"""Statements on a real PostgreSQL server: its types, its refusals, its time limits."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from atest.postgres import PASSWORD, Postgres, postgres_for_tests
from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.outcome import Answer, Fault
from QuashLibrary.engine.sources.sql.rows import rows_answer
from QuashLibrary.engine.sources.sql.source import SqlTransport
from QuashLibrary.engine.sources.sql.statements import Statement
from QuashLibrary.language.sql_text import read_sql

SHORT, LONG = 0.3, 20.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """Return a server with a table of orders."""
    for server in postgres_for_tests():
        server.run(
            "CREATE TABLE orders (number integer, state text)",
            "INSERT INTO orders VALUES (1, 'paid'), (2, 'pending')",
            "CREATE SEQUENCE numbers",
        )
        yield server


def answer(
    databases: SqlTransport,
    place: str,
    sql: str,
    within: float = LONG,
    *,
    read_only: bool = True,
    **parameters: object,
) -> Answer | Fault:
    """Run a statement."""
    url = f"postgresql+psycopg://shop:{quote(PASSWORD, safe='')}@{place}/shop"
    statement = Statement("db", url, read_sql(sql), tuple(parameters.items()), read_only)
    found = databases.send(statement, Deadline.after(within)).answer
    assert isinstance(found, Answer | Fault)
    return found


def value(databases: SqlTransport, postgres: Postgres, sql: str, **parameters: object) -> object:
    """Return the single value that a statement finds."""
    found = answer(databases, postgres.place, sql, **parameters)  # type: ignore[arg-type]
    assert isinstance(found, Answer), found
    ((only,),) = (row.values() for row in json.loads(found.body)["rows"])
    return only


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("12.10::numeric", 12.1), ("true", True), ("NULL", None), ("1::bigint", 1),
        ("'2024-01-02 03:04:05+00'::timestamptz AT TIME ZONE 'UTC'", "2024-01-02T03:04:05"),
        ("date '2024-01-02'", "2024-01-02"), ("interval '90 s'", 90.0), ("'\\x00ff'::bytea", "AP8="),
        ("'00000000-0000-0000-0000-000000000001'::uuid", "00000000-0000-0000-0000-000000000001"),
        ("'{\"a\": [1, null]}'::jsonb", {"a": [1, None]}), ("ARRAY[1, 2]", [1, 2]), ("'127.0.0.1'::inet", "127.0.0.1"),
    ],
)  # fmt: skip
def test_types_are_those_of_json(
    databases: SqlTransport, postgres: Postgres, expression: str, expected: object
) -> None:
    """Numbers are numbers, times are in ISO 8601, documents are documents."""
    assert value(databases, postgres, f"SELECT {expression} AS a") == expected


def test_a_time_with_zone_keeps_it(databases: SqlTransport, postgres: Postgres) -> None:
    """So `newer than` can compare it."""
    assert str(value(databases, postgres, "SELECT now() AS a"))[-6] in "+-"


@pytest.mark.parametrize("given", [1, "1"])
def test_the_database_finds_out_the_type_of_a_parameter(
    databases: SqlTransport, postgres: Postgres, given: object
) -> None:
    """Cells in Robot are texts, and columns may be numbers."""
    sql = "SELECT state FROM orders WHERE number = :number"
    assert value(databases, postgres, sql, number=given) == "paid"


@pytest.mark.parametrize("given", [(1, 2), ("1", "2")])
def test_a_list_is_for_in(databases: SqlTransport, postgres: Postgres, given: object) -> None:
    """Its members are bound one by one."""
    assert value(databases, postgres, "SELECT count(*) FROM orders WHERE number IN :n", n=given) == 2


def test_casts_and_quotes_are_no_parameters(databases: SqlTransport, postgres: Postgres) -> None:
    """A statement tried in another program works unchanged."""
    assert value(databases, postgres, "SELECT ':a' || $$:b$$ || :c::text || '%s' AS a", c="x") == ":a:bx%s"


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("WITH gone AS (DELETE FROM orders RETURNING 1) SELECT * FROM gone", "cannot execute SELECT"),
        ("SELECT nextval('numbers')", "cannot execute nextval()"),
        ("SELECT * FROM orders FOR UPDATE", "cannot execute SELECT FOR UPDATE"),
        ("INSERT INTO orders VALUES (3, 'x')", "cannot execute INSERT"),
    ],
)
def test_the_database_itself_refuses_to_write(
    databases: SqlTransport, postgres: Postgres, sql: str, reason: str
) -> None:
    """This covers writes that the words of a statement do not reveal."""
    found = answer(databases, postgres.place, sql)
    assert found == Fault("statement", f"{reason} in a read-only transaction")


def test_what_may_write_is_committed(databases: SqlTransport, postgres: Postgres) -> None:
    """The answer has the rows that the statement returns."""
    sql = "INSERT INTO orders VALUES (7, 'new') RETURNING number"
    found = answer(databases, postgres.place, sql, read_only=False)
    assert isinstance(found, Answer)
    assert json.loads(found.body) == {"rows": [{"number": 7}], "count": 1}
    assert value(databases, postgres, "SELECT state FROM orders WHERE number = 7") == "new"
    assert answer(databases, postgres.place, "DELETE FROM orders WHERE number = 7", read_only=False) == rows_answer(
        b'{"rows": [], "count": 1}', 1
    )


def test_an_error_takes_one_line(databases: SqlTransport, postgres: Postgres) -> None:
    """The multi-line drawing of the position is left out."""
    found = answer(databases, postgres.place, "SELECT * FROM nope")
    assert found == Fault("statement", 'relation "nope" does not exist')


def test_what_takes_too_long_is_given_up_by_the_server_as_well(databases: SqlTransport, postgres: Postgres) -> None:
    """Nothing continues to run there, and the connection can be used again."""
    found = answer(databases, postgres.place, "SELECT pg_sleep(600)", SHORT)
    assert isinstance(found, Fault)
    assert re.fullmatch(rf"no complete answer from {re.escape(postgres.place)} within [23]\d\d ms", found.message)
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(6%' AND pid <> pg_backend_pid()"
    gone = f"SELECT CASE WHEN ({running} AND state = 'active') = 0 THEN 1 END AS a"
    assert any(value(databases, postgres, gone) == 1 for _ in range(200))


def test_rows_without_end_are_left(databases: SqlTransport, postgres: Postgres) -> None:
    """They are not read into memory before they are counted."""
    sql = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"
    found = answer(databases, postgres.place, sql)
    assert found == Fault("statement", "there are more than 10,000 rows; add a WHERE, a LIMIT or COUNT(*)")


def test_a_connection_closed_by_the_server_is_replaced(databases: SqlTransport, postgres: Postgres) -> None:
    """A kept connection may have gone stale between two steps."""
    value(databases, postgres, "SELECT 1 AS a")
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'shop'"
    )
    assert value(databases, postgres, "SELECT 1 AS a") == 1


def test_a_connection_that_is_closed_meanwhile_is_a_reset(databases: SqlTransport, postgres: Postgres) -> None:
    """A reset is retried."""
    found = answer(databases, postgres.place, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert found == Fault("reset", f"connection closed by {postgres.place} before all rows arrived")


def test_a_wrong_password_is_a_login(databases: SqlTransport, postgres: Postgres) -> None:
    """A rejected login is not retried."""
    statement = Statement("db", f"postgresql+psycopg://shop:wrong-one@{postgres.place}/shop", read_sql("SELECT 1"))
    found = databases.send(statement, Deadline.after(LONG)).answer
    assert isinstance(found, Fault)
    assert found.kind == "login"
    assert found.message.startswith(f"{postgres.place} does not accept the login: ")
    assert found.message.endswith('password authentication failed for user "shop"')


def test_a_server_that_is_not_there_refuses(databases: SqlTransport) -> None:
    """Nothing listens on port 1."""
    assert answer(databases, "127.0.0.1:1", "SELECT 1") == Fault("refused", "connection refused by 127.0.0.1:1")


def test_a_host_that_is_not_known(databases: SqlTransport) -> None:
    """Names below .invalid never exist (RFC 2606)."""
    found = answer(databases, "db.invalid:5432", "SELECT 1")
    assert found == Fault("dns", "cannot resolve the host name of db.invalid:5432")
