"""What ``make demo`` says at its end, and when it says that something is not as it was meant."""

from __future__ import annotations

from dataclasses import replace

from demo.results import Row
from demo.table import WIDTH, lines

GREEN = Row("Order Is Confirmed And Paid", "PASS", "PASS", "", broken=False, silent=False)
REASON = '@order-created failed: $.state should be "paid", was "payment_failed" (UI showed no failure)'
RED = Row("Payment Is Kept", "PASS", "FAIL", REASON, broken=True, silent=True)


def test_table_shows_both_verdicts_and_the_reason() -> None:
    """One line for each test, the reason below it, and the sums."""
    assert "\n".join(lines([GREEN, RED], colour=False)) == "\n".join(
        [
            "                              UI alone           with validations",
            "─" * WIDTH,
            "Order Is Confirmed And Paid   PASS               PASS",
            "Payment Is Kept               PASS               FAIL   silent failure",
            f"   {REASON}",
            "─" * WIDTH,
            "                              2 of 2 passed      1 of 2 passed, 1 silent failure",
        ]
    )


def test_table_fits_the_console() -> None:
    """A long reason is broken; colour adds no width that could be seen."""
    long = replace(RED, reason=" ".join([REASON] * 3))
    assert max(map(len, lines([GREEN, long], colour=False))) <= WIDTH
    assert any("\033[31m" in line for line in lines([RED], colour=True))


def test_rows_say_what_differs() -> None:
    """Intended are: green before, and then red as a silent failure exactly where the shop is broken."""
    assert (GREEN.differs, RED.differs) == (None, None)
    assert "with the UI alone" in str(replace(RED, ui_alone="FAIL").differs)
    assert "should be FAIL" in str(replace(RED, with_validations="PASS").differs)
    assert "should be PASS" in str(replace(GREEN, with_validations="FAIL").differs)
    assert "silent failure" in str(replace(RED, silent=False).differs)
