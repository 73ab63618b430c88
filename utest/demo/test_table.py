"""The final output of ``make demo``, and its check against the intended result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from demo.results import Row
from demo.table import WIDTH, lines

GREEN = Row("Order Is Confirmed And Paid", "PASS", "PASS", "", broken=False, silent=False)
REASON = '@order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)'
RED = Row("Payment Is Kept", "PASS", "FAIL", REASON, broken=True, silent=True)
TRAFFIC = "swallowed failure: POST /payments -> 500"
NOT_CAPTURED = '@payment-captured failed: $.state should be "captured", was "authorized" (UI showed no failure)'
README = Path(__file__).resolve().parents[2] / "README.md"
HEADER, VERDICT = "app traffic           with", "PASS         "
WATCHED = [
    replace(GREEN, swallowed=False),
    replace(RED, swallowed=False),
    replace(RED, name="Card Is Charged", reason=NOT_CAPTURED, swallowed=True, traffic_reason=TRAFFIC, hidden=True),
]


def test_table_shows_both_verdicts_and_the_reason() -> None:
    """The table has one line per test, the reason below it, and the sums."""
    assert "\n".join(lines([GREEN, RED], colour=False)) == "\n".join(
        [
            "                              UI alone           with validations",
            "─" * WIDTH,
            "Order Is Confirmed And Paid   PASS               PASS",
            "Payment Is Kept               PASS               FAIL   silent failure",
            f"   {REASON}",
            "─" * WIDTH,
            "                              2 passed           1 passed, 1 silent failure",
        ]
    )


def test_table_shows_what_the_apps_requests_tell() -> None:
    """The table gets a column for the first run's findings, and their reasons come first."""
    assert "\n".join(lines(WATCHED, colour=False)) == "\n".join(
        [
            "                              UI alone     app traffic           with validations",
            "─" * WIDTH,
            "Order Is Confirmed And Paid   PASS         ok                    PASS",
            "Payment Is Kept               PASS         ok                    FAIL   silent failure",
            f"   {REASON}",
            "Card Is Charged               PASS         swallowed failure     FAIL   silent failure",
            f"   {TRAFFIC}",
            f"   {NOT_CAPTURED}",
            "─" * WIDTH,
            "                              3 passed     1 swallowed failure   1 passed, 2 silent failures",
        ]
    )


def test_readme_shows_the_table_of_the_demo() -> None:
    """The lines in the README are lines of the table."""
    longest = replace(WATCHED[0], name="Order Comes Through A Slow Queue")
    shown = [line[4:] for line in README.read_text(encoding="utf-8").splitlines() if HEADER in line or VERDICT in line]
    table = list(lines([*WATCHED, longest], colour=False))
    assert len(shown) == 1 + len(WATCHED)
    assert [line for line in shown if line not in table] == []


def test_table_fits_the_console() -> None:
    """The table fits into 100 columns: long reasons are wrapped, and colours add no width."""
    long = replace(RED, reason=" ".join([REASON] * 3))
    assert max(map(len, lines([GREEN, long], colour=False))) <= WIDTH
    assert any("\033[31m" in line for line in lines([RED], colour=True))


def test_rows_say_what_differs() -> None:
    """Intended are green tests first, and then silent failures exactly in the tests with a broken shop."""
    assert (GREEN.differs, RED.differs) == (None, None)
    assert "with the UI alone" in str(replace(RED, ui_alone="FAIL").differs)
    assert "should be FAIL" in str(replace(RED, with_validations="PASS").differs)
    assert "should be PASS" in str(replace(GREEN, with_validations="FAIL").differs)
    assert "silent failure" in str(replace(RED, silent=False).differs)


def test_rows_say_what_differs_in_app_traffic() -> None:
    """A swallowed failure is intended exactly in tests with a broken app, if requests were recorded."""
    assert [row.differs for row in WATCHED] == [None, None, None]
    assert "should have a swallowed failure" in str(replace(WATCHED[2], swallowed=False).differs)
    assert "should not have a swallowed failure" in str(replace(WATCHED[0], swallowed=True).differs)
    assert replace(WATCHED[2], swallowed=None).differs is None
