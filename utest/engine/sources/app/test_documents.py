"""Requests of the app are written as the document that validations check."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.sources.app.documents import request_document, requests_document
from QuashLibrary.language.hidden_values import is_hidden, shown
from QuashLibrary.language.json_text.writer import write_json
from QuashLibrary.registry.model import BASE
from QuashLibrary.traffic.model import AppRequest
from utest.engine.registries import registry_of
from utest.traffic.requests_made import NOON, made

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
SECRET = "hidden-7391"


def test_document_has_all_of_a_request() -> None:
    """It contains method and path, query and headers, bodies and times."""
    request = made(
        "POST /orders?a=1&b=2&b=3&c=", 201, elapsed=0.1234567, headers=(("X-A", "1"), ("x-a", "2"), ("X-B", "3")),
        body=b'{"n": 1}', answer=b'{"number": "A-17"}', answer_headers=(("Location", "/orders/A-17"),),
    )  # fmt: skip
    assert request_document(request, ()) == {
        "method": "POST", "path": "/orders", "query": {"a": "1", "b": ["2", "3"], "c": ""},
        "headers": {"x-a": ["1", "2"], "x-b": "3"}, "json": {"n": 1}, "text": '{"n": 1}', "status": 201,
        "answer": {"number": "A-17"}, "answer_headers": {"location": "/orders/A-17"},
        "started": NOON.isoformat(timespec="milliseconds"), "elapsed": 0.123457,
    }  # fmt: skip


def test_no_answer_has_no_status_but_a_reason() -> None:
    """An expectation can check both."""
    document = request_document(made("GET /a", None, fault="refused", answer=None), ())
    assert (document["status"], document["failed"], document["answer"]) == (None, "refused", None)
    assert "failed" not in request_document(made("GET /a"), ())


@pytest.mark.parametrize(
    ("body", "as_json", "text"),
    [(None, None, None), (b"", None, None), (b"a=1", None, "a=1"), (b"5", 5, "5"), (b"\xff", None, "\ufffd")],
)
def test_bodies_are_json_or_text_or_nothing(body: bytes | None, as_json: object, text: object) -> None:
    """A body that was not stored is null, not an empty text."""
    document = request_document(made("POST /a", body=body, answer=body), ())
    assert (document["json"], document["text"]) == (as_json, text)
    assert document["answer"] == (text if as_json is None else as_json)


def test_document_counts_the_requests() -> None:
    """The requests are in their order."""
    document = requests_document([made("GET /a"), made("GET /b")], ())
    assert document["count"] == 2
    assert [item["path"] for item in document["requests"]] == ["/a", "/b"]  # type: ignore[union-attr,index,call-overload]
    assert requests_document([], ()) == {"requests": [], "count": 0}


@pytest.mark.parametrize(
    "request_",
    [
        made("GET /a?token=hidden-7391"), made("GET /a?x[pin]=hidden-7391&x[pin]=2"),
        made("POST /a", body=b'{"a": [{"password": "hidden-7391"}]}'),
        made("POST /a", body=b'{"token": {"value": "hidden-7391"}}'),
        made("POST /a", answer=b'{"access_token": "hidden-7391"}'),
        made("POST /a", body=b"user=b&password=hidden-7391", headers=FORM),
        made("POST /a", body=b'{"password": "hidden-7391", "cut o'),
        made("POST /a", body=b"<pin>hidden-7391</pin>"),
        made("POST /a", body=b'--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\nhidden-7391\r\n--b--'),
        made("GET /a", headers=(("Authorization", "Bearer hidden-7391"), ("X-Api-Key", "hidden-7391"))),
        made("GET /a", headers=(("X-Auth-Token", "hidden-7391"), ("cookie", "s=hidden-7391"))),
        made("GET /a", answer_headers=(("Set-Cookie", "a=hidden-7391"), ("set-cookie", "b=hidden-7391"))),
    ],
    ids=str,
)  # fmt: skip
def test_secrets_are_hidden_by_place_and_can_be_checked(request_: AppRequest) -> None:
    """Checks see the real values, and every view masks them."""
    document = request_document(request_, ())
    assert is_hidden(document)
    assert SECRET not in write_json(shown(document))
    assert SECRET in json.dumps(document)


def test_what_is_no_secret_is_shown() -> None:
    """An error code and the other fields of a form stay visible."""
    request = made("POST /a?code=E17", body=b"user=b&password=x", headers=FORM, answer=b'{"code": "CARD_DECLINED"}')
    document = shown(request_document(request, ()))
    assert document["query"] == {"code": "E17"}  # type: ignore[call-overload,index]
    assert document["text"] == "user=b&password=***"  # type: ignore[call-overload,index]
    assert document["answer"] == {"code": "CARD_DECLINED"}  # type: ignore[call-overload,index]


def test_rules_of_the_connection_hold_for_both_bodies() -> None:
    """They also mask the text of the same body."""
    registry = registry_of("connections: {shop: {base_url: 'http://h', redact: $.customer}}\n")
    rules = registry.connections["shop"][BASE].redact
    request = made("POST /a", body=b'{"customer": "hidden-7391"}', answer=b'{"customer": "hidden-7391"}')
    assert SECRET not in write_json(shown(request_document(request, rules)))


headers = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=3).map(tuple)
requests = st.builds(
    lambda target, body, answer, sent, got: made(
        f"POST {target}", body=body, answer=answer, headers=sent, answer_headers=got
    ),
    st.text(max_size=20), st.none() | st.binary(max_size=30), st.none() | st.binary(max_size=30), headers, headers,
)  # fmt: skip


@given(st.lists(requests, max_size=3))
def test_any_request_has_a_document(sent: list[AppRequest]) -> None:
    """The document can be written as JSON, both with and without hidden values."""
    document = requests_document(sent, ())
    assert document["count"] == len(sent)
    json.loads(write_json(document))
    json.loads(write_json(shown(document)))
