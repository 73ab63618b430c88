"""Databases: the running shop's own, and a PostgreSQL server."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from atest.disguises import leaks
from atest.postgres import PASSWORD, Postgres, postgres_for_tests
from atest.robot_process import Robot, Run

TABLE = """
CREATE TABLE orders (
    number integer PRIMARY KEY, total numeric(12, 2), placed_at timestamptz DEFAULT now(),
    details jsonb DEFAULT '{"items": [{"sku": "tea"}]}'
)"""
SECRETS = {
    "password of the url": PASSWORD,
    "password written in a url": "literal-password",
    "secret parameter": "otp-12345",
    "secret input": "otp-67890",
}


@pytest.fixture(scope="module")
def shop(fake_phone: Robot) -> Run:
    """The suite that places orders in the app."""
    return fake_phone.run("sql/shop.robot")


@pytest.fixture(scope="module")
def faults(robot: Robot) -> Run:
    """The suite of queries that fail."""
    return robot.run("sql/faults.robot")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server with two orders."""
    for server in postgres_for_tests():
        server.run(TABLE, "INSERT INTO orders (number, total) VALUES (7, 12.10), (8, 12.10)", "CREATE SEQUENCE numbers")
        yield server


@pytest.fixture(scope="module")
def on_postgres(robot: Robot, postgres: Postgres) -> Run:
    """The suite on PostgreSQL at the most detailed log level."""
    given = robot.given(
        "--loglevel", "TRACE", environment={"DB_PASSWORD": PASSWORD, "CODE": "otp-67890"}, POSTGRES=postgres.place
    )
    return given.run("sql/postgres.robot")


def test_orders_of_the_app_are_found_in_the_database(shop: Run) -> None:
    """Orders that are missing there are silent failures."""
    shop.assert_as_documented()
    assert "silent-failure" in shop.test("Order Is Lost").tags


def test_the_log_shows_statement_parameters_and_rows(shop: Run) -> None:
    """They are in the exchange's step, without curl."""
    step = shop.test("Order Is Stored").step("Validate Backend")
    [exchange] = [child for child in step.steps if "on shop-db -> 1 row" in child.name]
    text = exchange.messages[0].text
    assert text.startswith("SELECT o.number, o.state,")
    assert ':number = "A-' in text
    assert '"payment": "captured"' in text
    assert "curl" not in "".join(message.text for message in shop.test("Order Is Stored").messages())


def test_the_message_has_the_line_of_the_statement(shop: Run) -> None:
    """It replaces the request's line."""
    message = shop.test("Order Is Lost").message
    assert " on shop-db -> 0 rows in " in message
    assert ", attempt " in message


def test_queries_that_fail_say_why(faults: Run) -> None:
    """Robot's timeouts end a wait immediately."""
    faults.assert_as_documented()


@pytest.mark.parametrize("slugs", ["@never-true", "@never-ends", "@never-true @never-ends"])
def test_ctrl_c_ends_a_wait(robot: Robot, shop_database: Path, slugs: str) -> None:
    """Ctrl-C ends a wait of ten minutes; the process's own time limit is far shorter."""
    process = robot.given(SLUGS=slugs).started("sql/interrupted.robot")
    assert process.stdout is not None
    begun = any("begins" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    run = robot.ended(process)
    assert begun
    run.assert_as_documented()
    with closing(sqlite3.connect(shop_database)) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_postgresql_cases_end_as_documented(on_postgres: Run) -> None:
    """Types, lists, allowed writes and refused writes."""
    on_postgres.assert_as_documented()


def test_no_file_contains_a_secret(on_postgres: Run) -> None:
    """Secrets come from URLs, parameters and rows."""
    assert leaks(on_postgres, SECRETS) == []


def test_nothing_is_left_running(on_postgres: Run, postgres: Postgres) -> None:
    """A statement that nobody waits for any more was cancelled."""
    assert on_postgres.code
    running = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
    # Dividing by zero makes a statement fail.
    postgres.run(f"SELECT 1 / CASE WHEN EXISTS ({running} AND state = 'active') THEN 0 ELSE 1 END")
