"""GraphQL documents in request bodies."""

from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.traffic.operations import document_in


def test_operation_name_of_the_request_counts() -> None:
    """The request's operationName takes precedence."""
    body = b'{"query": "query A { a } query B { b }", "operationName": "B"}'
    assert document_in(body) == ("query A { a } query B { b }", "B")


def test_body_that_is_not_text_has_no_document() -> None:
    """A body that is not text has no document."""
    assert document_in(b'\xff{"query": "{ a }"}') == ("", "")


@given(st.binary() | st.binary().map(lambda rest: b'{"query": ' + rest) | st.just(b'"query"' + b"[" * 100_000))
def test_any_body_is_read(body: bytes) -> None:
    """Any body can be read."""
    document, name = document_in(body)
    assert isinstance(document, str)
    assert isinstance(name, str)
