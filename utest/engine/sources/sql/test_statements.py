"""A query and the current values make a statement; the values stay separate."""

from pathlib import Path

import pytest

from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.sql.statements import Statement, make_statement
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.registry.model import BASE, Query, SqlConnection
from utest.engine.registries import registry_of


def made(
    sql: str = "SELECT 1",
    more: str = "",
    url: str = "sqlite:///shop.db",
    redactor: Redactor | None = None,
    **names: object,
) -> Statement:
    """Return the statement of a registry with one connection and one validation."""
    registry = registry_of(
        f"connections:\n  db: {{type: sql, url: '{url}'{more if 'read_only' in more else ''}}}\n"
        f"validations:\n  a:\n    sql: {sql}\n    {more if 'parameters' in more else ''}\n"
    )
    query, connection = registry.validations["a"].request, registry.connections["db"][BASE]
    assert isinstance(query, Query)
    assert isinstance(connection, SqlConnection)
    scope = Scope(
        redactor or Redactor(),
        variables=names.__getitem__,
        environment={"PW": "s3cr3t/@x", "URL": "a://u:pass-word@h/d"},
    )
    return make_statement(query, connection, scope)


def test_values_stay_beside_the_statement() -> None:
    """They keep their types, even a text with quotes."""
    statement = made("SELECT :a, :b", "parameters: {a: '${n}', b: \"it's ${t}\"}", n=7, t="'; DROP TABLE a")
    assert statement.sql.written == "SELECT :a, :b"
    assert statement.parameters == (("a", 7), ("b", "it's '; DROP TABLE a"))


def test_a_list_is_a_tuple_and_an_object_its_json() -> None:
    """Drivers bind neither lists nor objects."""
    statement = made("SELECT :a, :b", "parameters: {a: '${l}', b: '${o}'}", l=[1, "x"], o={"a": [1]})
    assert statement.parameters == (("a", (1, "x")), ("b", '{"a": [1]}'))


def test_a_list_of_lists_is_no_parameter() -> None:
    """It is reported before a request is sent."""
    with pytest.raises(UnusableValueError, match="the parameter a must not be a list of lists or objects"):
        made("SELECT :a", "parameters: {a: '${l}'}", l=[[1]])


def test_a_password_is_encoded_and_secret() -> None:
    """It may contain the character that ends the user part of a URL."""
    redactor = Redactor()
    statement = made(url="postgresql+psycopg://shop:%{PW}@h:1/d", redactor=redactor)
    assert statement.url == "postgresql+psycopg://shop:s3cr3t%2F%40x@h:1/d"
    assert redactor.clean("it is s3cr3t/@x, s3cr3t%2F%40x") == "it is ***, ***"


def test_a_password_written_literally_is_secret() -> None:
    """Its encoded and its plain form are both masked."""
    redactor = Redactor()
    made(url="mysql+pymysql://shop:p%40ss-word@h/d", redactor=redactor)
    assert redactor.clean("p%40ss-word, p@ss-word") == "***, ***"


def test_a_whole_url_out_of_the_environment_is_taken_as_it_is() -> None:
    """Other programs read it the same way; its password alone is also secret."""
    redactor = Redactor()
    assert made(url="%{URL}", redactor=redactor).url == "a://u:pass-word@h/d"
    assert redactor.clean("pass-word") == "***"


def test_values_behind_the_host_are_not_encoded() -> None:
    """SQLAlchemy does not decode them."""
    assert made(url="postgresql://h/${d}", d="a b").url == "postgresql://h/a b"


def test_a_file_of_sqlite_is_below_the_registry() -> None:
    """An absolute path is used as it is."""
    assert Path(made().url.removeprefix("sqlite:///")).is_absolute()
    assert made(url="sqlite:////tmp/x.db?cache=shared").url == "sqlite:////tmp/x.db?cache=shared"
    assert made(url="sqlite:///:memory:").url == "sqlite:///:memory:"
