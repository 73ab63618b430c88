"""The backend of the bench counts requests for late states, and how late they were noticed."""

import json

from bench.backend import ORDER, Backend, response


def document(answer: bytes) -> object:
    """Return the document of an answer."""
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def test_a_fixed_answer_is_the_whole_answer() -> None:
    """With its length, so that the connection can be kept."""
    answer = Backend({"/orders/A-1001": response(ORDER)}).answer("/orders/A-1001")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert json.loads(body) == ORDER


def test_a_late_state_counts_its_requests_until_it_is_noticed() -> None:
    """Later requests change neither their number nor the lateness."""
    backend = Backend({})
    assert document(backend.answer("/late/never/100000")) == {"state": "pending"}
    assert document(backend.answer("/late/now/0")) == {"state": "paid"}
    first = document(backend.answer("/late"))
    assert document(backend.answer("/late/now/0")) == {"state": "paid"}
    assert document(backend.answer("/late")) == first
    assert isinstance(first, dict)
    assert first["state"]["never"] == [1, 0.0]
    assert first["state"]["now"][0] == 1
