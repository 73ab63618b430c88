"""The matrix on a terminal: no line is wider than 100 columns, with any names."""

import re
from unicodedata import category, east_asian_width

from hypothesis import given, settings
from hypothesis import strategies as st

from QuashLibrary.proof.table import WIDTH, proof_table
from utest.proof.proofs import CHECKOUT, everything, large, proof, proven, shop, trial

SHOP = """\
2 of 6 tests would stay green if the backend lost POST /checkout.
Of 8 tests, 6 were tried, 1 is not provable and 1 sends no write. 1 write was not sent again, so it
was not lost.
2 blind pairs of a test and a write.

Demo › Shop
                          POST /checkout           POST /otp         PUT /customers/*
  Customer Orders A Lamp  BLIND                    caught by the UI  -
  Customer Orders Twice   BLIND                    -                 not reached
  Order Is Paid           caught by                -                 -
                          @order-created
  Customer Logs In        -                        caught by the UI  -
  Customer Moves          -                        -                 caught by
                                                                     @customer-moved, only a
                                                                     warning
  Voucher Is Used Up      not provable             -                 -
  Declined Card           not lost                 caught by the UI  -

Not provable
Voucher Is Used Up: Voucher is used up"""


def widest(text: str) -> int:
    """Return the width of the widest line in columns."""
    shown = [[char for char in line if category(char) not in ("Mn", "Me", "Cf")] for line in text.split("\n")]
    return max(sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in shown)


def test_few_writes_are_columns() -> None:
    """The sentence and the number of blind pairs come first."""
    assert proof_table(shop()) == SHOP


def test_many_writes_are_rows() -> None:
    """With many writes, each test and write has its own line."""
    lines = proof_table(large()).splitlines()
    assert "  Customer Does Thing Number 0   POST /resource-0/items  BLIND" in lines
    assert sum("Customer Does" in line for line in lines) == 2_000


def test_faults_are_lines_of_a_cell() -> None:
    """Each fault has its own line in a cell."""
    table = proof_table(everything("Order"))
    assert re.search(r"Order 2 +lost: BLIND +not lost\n +error: BLIND\n +late: passes\n", table)


def test_long_names_are_wrapped() -> None:
    """Long names are wrapped, even without a blank."""
    table = proof_table(
        proof(proven("N" * 150 + " and more", trial(CHECKOUT, "caught by a validation", by="@" + "v" * 90)))
    )
    assert widest(table) <= WIDTH
    assert re.sub(r"[^Nv]", "", table).count("N") == 150


def test_note_is_shown() -> None:
    """The note of an incomplete proof is shown."""
    assert "\nthe budget of 30 min was used up\n" in proof_table(
        proof(proven("A", trial(CHECKOUT)), note="the budget of 30 min was used up")
    )


@given(st.text(st.characters()))
@settings(max_examples=60)
def test_no_text_breaks_the_table(text: str) -> None:
    """Control characters, text directions and wide characters do not break the table."""
    table = proof_table(everything(text))
    assert widest(table) <= WIDTH
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", table)
