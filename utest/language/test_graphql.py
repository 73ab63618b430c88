"""The operation's name in GraphQL documents. `only_asks` is tested with the requests of validations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.graphql import first_operation, only_asks


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("query Cart { cart }", "Cart"), ("mutation Pay($a: Int!) { pay(a: $a) }", "Pay"),
        ("subscription S { s }", "S"), ("{ cart }", ""), ("query { cart }", ""), ("query ($a: Int) { cart }", ""),
        ("query{ cart } mutation Pay { pay }", "Pay"), ("{ query name }", ""), ("query { mutation id }", ""),
        ("fragment query on Cart { id } query Cart { ...query }", "Cart"),
        ("fragment F on Cart { id } query Cart { ...F }", "Cart"), ("# query A\nquery B { b }", "B"),
        ('query B(a: "query A") { b }', "B"), ("query A { a } query B { b }", "A"), ("", ""),
    ],
)  # fmt: skip
def test_first_operation_gives_the_name(document: str, name: str) -> None:
    """Fields, fragments, comments and texts with any names are not operations."""
    assert first_operation(document) == name


@given(st.text() | st.text('{}()"# queryation\n'))
def test_any_text_is_read(document: str) -> None:
    """Any text is read, because apps send anything in a member with the name query."""
    assert isinstance(first_operation(document), str)
    assert isinstance(only_asks(document), bool)
