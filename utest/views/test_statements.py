"""A statement and its rows are shown like a request and its response."""

from QuashLibrary.engine.outcome import Answer, Check, Fault, Outcome
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.sql.rows import rows_answer
from QuashLibrary.engine.sources.sql.statements import Statement
from QuashLibrary.language.sql_text import read_sql
from QuashLibrary.views.exchange import exchange_text
from QuashLibrary.views.html import outcome_html
from QuashLibrary.views.message import failure_message
from utest.views.outcomes import outcome

SQL = "SELECT state\n  FROM orders\n  WHERE number = :number AND code IN :codes"
STATEMENT = Statement(
    "shop-db", "postgresql://shop:pass-word@h/d", read_sql(SQL), (("number", "A-17"), ("codes", ("otp-1234", None)))
)
ROWS = rows_answer(b'{"rows": [{"state": "<b>"}], "count": 1}', 1)
COUNT = Check("$.count", "failed", "should be 0", "was 1")


def shown(answer: Answer | Fault = ROWS) -> Outcome:
    """Return an outcome of the statement."""
    return outcome("failed", COUNT, answer=answer, request=STATEMENT)  # type: ignore[arg-type]


def redactor() -> Redactor:
    """Return a redactor that knows a secret parameter."""
    known = Redactor()
    known.add("otp-1234")
    return known


def test_the_line_of_a_message_names_statement_connection_and_rows() -> None:
    """It has the style of a request's line."""
    lines = failure_message(shown(), redactor()).splitlines()
    assert lines[1] == (
        "  SELECT state FROM orders WHERE number = :number AND code IN :codes on shop-db -> 1 row in 12 ms"
    )


def test_an_exchange_is_the_statement_its_parameters_and_the_rows() -> None:
    """They are shown as written, with secrets masked, and not as a command."""
    last = shown().last
    assert last is not None
    assert exchange_text(last.exchange, redactor()) == (
        f'{SQL}\n:number = "A-17"\n:codes = ["***", null]\n\n1 row\n\n'
        '{\n  "rows": [\n    {\n      "state": "<b>"\n    }\n  ],\n  "count": 1\n}'
    )


def test_a_fault_stands_in_place_of_the_rows() -> None:
    """It takes one line."""
    last = shown(Fault("refused", "connection refused by h:1")).last
    assert last is not None
    assert exchange_text(last.exchange, redactor()).endswith("\n\nno answer: connection refused by h:1")


def test_the_evidence_has_statement_and_rows_escaped() -> None:
    """No row can inject markup."""
    html = outcome_html(shown(), redactor())
    assert "<b>Statement</b> shop-db" in html
    assert "<b>Rows</b> 1 row" in html
    assert "&lt;b&gt;" in html
    assert "curl" not in html
    assert "pass-word" not in html
