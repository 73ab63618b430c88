"""Databases: the shop's own while the shop runs, and a PostgreSQL server."""

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
    """The suite that orders in the app."""
    return fake_phone.run("sql/shop.robot")


@pytest.fixture(scope="module")
def faults(robot: Robot) -> Run:
    """The suite of what cannot be asked."""
    return robot.run("sql/faults.robot")


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server with two orders."""
    for server in postgres_for_tests():
        server.run(TABLE, "INSERT INTO orders (number, total) VALUES (7, 12.10), (8, 12.10)", "CREATE SEQUENCE numbers")
        yield server


@pytest.fixture(scope="module")
def on_postgres(robot: Robot, postgres: Postgres) -> Run:
    """The suite on PostgreSQL, at the most talkative log level."""
    given = robot.given(
        "--loglevel", "TRACE", environment={"DB_PASSWORD": PASSWORD, "CODE": "otp-67890"}, POSTGRES=postgres.place
    )
    return given.run("sql/postgres.robot")


def test_orders_of_the_app_are_found_in_the_database(shop: Run) -> None:
    """And those that are missing there are silent failures."""
    shop.assert_as_documented()
    assert "silent-failure" in shop.test("Order Is Lost").tags


def test_the_log_shows_statement_parameters_and_rows(shop: Run) -> None:
    """In the step of the exchange; and no curl."""
    step = shop.test("Order Is Stored").step("Validate Backend")
    [exchange] = [child for child in step.steps if "on shop-db -> 1 row" in child.name]
    text = exchange.messages[0].text
    assert text.startswith("SELECT o.number, o.state,")
    assert ':number = "A-' in text
    assert '"payment": "captured"' in text
    assert "curl" not in "".join(message.text for message in shop.test("Order Is Stored").messages())


def test_the_message_has_the_line_of_the_statement(shop: Run) -> None:
    """In the place of the request's."""
    message = shop.test("Order Is Lost").message
    assert " on shop-db -> 0 rows in " in message
    assert ", attempt " in message


def test_what_cannot_be_asked_is_told(faults: Run) -> None:
    """And Robot's timeouts end a wait at once."""
    faults.assert_as_documented()


@pytest.mark.parametrize("slugs", ["@never-true", "@never-ends", "@never-true @never-ends"])
def test_ctrl_c_ends_a_wait(robot: Robot, shop_database: Path, slugs: str) -> None:
    """Ctrl-C during ten minutes of waiting ends the run; the process's own time limit is far below that."""
    process = robot.given(SLUGS=slugs).started("sql/interrupted.robot")
    assert process.stdout is not None
    begun = any("begins" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    run = robot.ended(process)
    assert begun
    run.assert_as_documented()
    with closing(sqlite3.connect(shop_database)) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_postgresql_is_asked_as_documented(on_postgres: Run) -> None:
    """Types, lists, what may write and what may not."""
    on_postgres.assert_as_documented()


def test_no_file_holds_a_secret(on_postgres: Run) -> None:
    """Of urls, parameters and rows."""
    assert leaks(on_postgres, SECRETS) == []


def test_nothing_is_left_running(on_postgres: Run, postgres: Postgres) -> None:
    """A statement that nobody waits for any more has been cancelled."""
    assert on_postgres.code
    running = "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
    # Dividing by zero is how a statement fails.
    postgres.run(f"SELECT 1 / CASE WHEN EXISTS ({running} AND state = 'active') THEN 0 ELSE 1 END")
