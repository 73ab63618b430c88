"""GraphQL documents in request bodies."""

from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.traffic.operations import document_in


def test_operation_name_of_the_request_counts() -> None:
    """A document may have several operations."""
    body = b'{"query": "query A { a } query B { b }", "operationName": "B"}'
    assert document_in(body) == ("query A { a } query B { b }", "B")


def test_body_that_is_no_text_has_no_document() -> None:
    """Nothing is raised."""
    assert document_in(b'\xff{"query": "{ a }"}') == ("", "")


@given(st.binary() | st.binary().map(lambda rest: b'{"query": ' + rest) | st.just(b'"query"' + b"[" * 100_000))
def test_any_body_is_read(body: bytes) -> None:
    """Apps send everything."""
    document, name = document_in(body)
    assert isinstance(document, str)
    assert isinstance(name, str)
