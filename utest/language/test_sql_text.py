"""Facts about a statement that need no full parser."""

import sqlite3

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from QuashLibrary.language.sql_text import read_sql


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("select 1", "SELECT"), (" \n SELECT 1", "SELECT"), ("(SELECT 1) UNION (SELECT 2)", "SELECT"),
        ("-- orders\nSELECT 1", "SELECT"), ("/* a; b */ update a set b = 1", "UPDATE"), ("", ""), ("-- a", ""),
    ],
)  # fmt: skip
def test_the_first_word_is_that_of_the_statement(text: str, verb: str) -> None:
    """The first word is found after comments and brackets."""
    assert read_sql(text).verb == verb


@pytest.mark.parametrize(
    "text",
    ["SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES (1)", "SHOW TABLES", "EXPLAIN SELECT 1",
     "EXPLAIN DELETE FROM a", "PRAGMA table_info(orders)", "pragma main . index_list ('a')",
     "PRAGMA journal_mode", "PRAGMA user_version;", "SELECT pragma FROM a", "SELECT 'DELETE'",
     "WITH a AS (SELECT 'update') SELECT 1"],
)  # fmt: skip
def test_what_asks_only(text: str) -> None:
    """A statement reads if its first word reads and no word writes."""
    assert read_sql(text).reads


@pytest.mark.parametrize(
    "text",
    ["INSERT INTO a VALUES (1)", "delete from a", "DROP TABLE a", "WITH a AS (SELECT 1) DELETE FROM b", "COMMIT",
     "EXPLAIN ANALYZE UPDATE a SET b = 1", "PRAGMA query_only = OFF", "PRAGMA journal_mode(WAL)",
     "PRAGMA main.writable_schema(1)",
     "PRAGMA query_only(OFF)", "PRAGMA locking_mode(EXCLUSIVE)", "PRAGMA optimize", "PRAGMA wal_checkpoint",
     "PRAGMA \"journal_mode\"(WAL)", "EXPLAIN PRAGMA journal_mode(WAL)", "EXPLAIN QUERY PLAN PRAGMA query_only=0",
     "SET a = 1", "CALL a()", ""],
)  # fmt: skip
def test_what_may_change_something(text: str) -> None:
    """Any other statement counts as one that may change something."""
    assert not read_sql(text).reads


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT :a, :b, :a", ("a", "b")), ("SELECT ':a' || :b", ("b",)), ('SELECT ":a"', ()), ("SELECT 1 -- :a", ()),
        ("SELECT /* :a */ 1", ()), ("SELECT a::int, :b::int", ("b",)), ("SELECT 'it''s :a', :b", ("b",)),
        ("SELECT a[1:2]", ()),
        ("SELECT $$ :a $$, $t$ :b $t$", ()), (r"SELECT E'\':a', :b", ("b",)), ("WHERE a=:a", ("a",)),
    ],
)  # fmt: skip
def test_names_are_outside_of_quotes_and_comments(text: str, names: tuple[str, ...]) -> None:
    """Names are found outside quotes and comments; casts, slices and times are not names."""
    assert read_sql(text).names == names


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "SELECT 1;",
        "SELECT 1 ; ",
        "SELECT ';'",
        "SELECT 1 -- ; a",
        'SELECT ";"',
        "SELECT 1; -- a; b",
        "SELECT 1 ; /* a */ -- b\n",
    ],
)
def test_one_statement(text: str) -> None:
    """A semicolon at the end, in quotes or in comments does not start another statement."""
    assert read_sql(text).single


def test_a_comment_behind_the_end_is_not_sent() -> None:
    """A comment after the final semicolon is dropped; other comments are sent, because they may contain hints."""
    assert read_sql("SELECT 1; -- that is it").written == "SELECT 1"
    assert read_sql("SELECT 1 -- that is it").written == "SELECT 1 -- that is it"


@pytest.mark.parametrize(
    "text", ["SELECT 1; SELECT 2", "SELECT ';' ; DELETE FROM a;", "SELECT 1;\n-- a\nSELECT 2", "SELECT 1; 'a'"]
)
def test_several_statements(text: str) -> None:
    """A semicolon before more text starts another statement."""
    assert not read_sql(text).single


@given(st.text(alphabet="ab:1 \\'\"-/*;$.{", max_size=12))
def test_a_text_in_quotes_reaches_the_database_as_it_is(literal: str) -> None:
    """Quoted texts reach the database unchanged, although SQLAlchemy would see names in them."""
    sql = read_sql("SELECT '" + literal.replace("'", "''") + "', :a")
    compiled = sqlalchemy.text(sql.bound).bindparams(a=1).compile(dialect=sqlite.dialect())
    assert sql.names == ("a",)
    assert sqlite3.connect(":memory:").execute(str(compiled), (1,)).fetchone() == (literal, 1)
