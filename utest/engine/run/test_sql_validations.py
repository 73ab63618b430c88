"""Validations of a database run like all others, and together with them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from QuashLibrary.engine.outcome import Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.run.call import Call
from QuashLibrary.engine.run.connection_check import check_of
from QuashLibrary.engine.run.runner import Runner
from QuashLibrary.registry.model import BASE, Registry
from QuashLibrary.views.connection import connection_message
from utest.engine.registries import registry_of, scope_of
from utest.engine.servers import answering, response, serving
from utest.views.outcomes import outcome


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a database with a token and an order."""
    file = tmp_path / "shop.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE sessions AS SELECT 'token-of-a-row' AS token")
        database.execute("CREATE TABLE orders AS SELECT 0 AS paid")
        database.commit()
    return file


REGISTRY = """\
connections:
  db: {type: sql, url: 'sqlite:///FILE'}
  writing: {extends: db, read_only: false}
  shop: {base_url: 'URL', auth: {from: '@token'}}
validations:
  token: {connection: db, sql: SELECT token FROM sessions, fetch: {token: '$.rows[0].token'}}
  order: {connection: shop, request: GET /order}
  seen: {connection: db, sql: SELECT token FROM sessions, redact: '$.rows[*].token'}
  nope: {connection: db, sql: SELECT nope FROM orders, eventually: 10 min}
  pays: {connection: writing, sql: UPDATE orders SET paid = paid + 1, expect: {$.count: 1}}
  pays-until:
    extends: pays
    sql: UPDATE orders SET paid = paid + 1 RETURNING paid
    idempotent: true
    expect: {'$.rows[0].paid': 3}
    eventually: {within: 10 min, every: 1ms}
"""


def registry(file: Path, url: str = "http://h") -> Registry:
    """Return a registry with both kinds of backends."""
    return registry_of(REGISTRY.replace("FILE", str(file)).replace("URL", url))


def call_of(of: Registry, slug: str, within: float | None = None) -> Call:
    """Return a call of a validation, with the login that it may need."""
    validation = of.validations[slug]
    connection = of.connections[validation.connection][BASE]
    login = call_of(of, "token") if connection.auth else None
    return Call(validation, connection, scope_of(validation), within, login=login)


def used(runner: Runner, call: Call) -> Outcome:
    """Return the outcome of one call."""
    (outcome,) = runner.run([call])
    return outcome


def test_a_token_may_be_one_of_a_row(runner: Runner, redactor: Redactor, file: Path) -> None:
    """Such a token is as secret as any other."""
    with serving(answering(response(b"{}"))) as server:
        found = used(runner, call_of(registry(file, server.url), "order"))
    assert found.verdict == "passed", found
    assert b"Authorization: Bearer token-of-a-row" in server.requests[0]
    assert redactor.clean("token-of-a-row") == "***"


def test_what_is_redacted_of_rows_is_a_secret(runner: Runner, redactor: Redactor, file: Path) -> None:
    """Redaction works as for answers to requests."""
    assert used(runner, call_of(registry(file), "seen")).verdict == "passed"
    assert redactor.clean("token-of-a-row") == "***"


def test_a_database_is_checked_by_the_least_of_all_queries(runner: Runner, file: Path) -> None:
    """The query needs no table."""
    connection = registry(file).connections["db"][BASE]
    check = check_of(connection)
    found = used(runner, Call(check, connection, scope_of(check)))
    reason = connection_message("db", found, Redactor())
    assert reason.startswith('Connection "db" is reachable: SELECT 1 on db -> 1 row in ')


def test_a_refused_login_has_its_own_message() -> None:
    """Its message differs from that of an unreachable database."""
    attempt = outcome("error", answer=Fault("login", "h:1 does not accept the login: no")).attempts[0]
    message = connection_message("db", outcome("error", attempts=(attempt,)), Redactor())
    assert message.startswith('Connection "db" cannot be used: h:1 does not accept the login: no')


def test_a_statement_that_is_wrong_is_not_run_again(runner: Runner, file: Path) -> None:
    """It will still be wrong in ten minutes."""
    found = used(runner, call_of(registry(file), "nope"))
    assert (found.verdict, len(found.attempts)) == ("error", 1)


def test_a_changing_statement_is_not_retried_by_default(runner: Runner, file: Path) -> None:
    """It does not run at all if the call sets a time to wait."""
    found = used(runner, call_of(registry(file), "pays", within=5))
    assert found.problem == "UPDATE is retried only if the validation has idempotent: true"
    assert used(runner, call_of(registry(file), "pays")).verdict == "passed"
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT paid FROM orders").fetchone() == (1,)


def test_what_is_idempotent_is_run_again(runner: Runner, file: Path) -> None:
    """Each run is committed."""
    found = used(runner, call_of(registry(file), "pays-until"))
    assert (found.verdict, found.attempts[-1].number) == ("passed", 3)
