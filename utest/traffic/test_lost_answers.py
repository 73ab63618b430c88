"""Reused answers: the last successful answer to an equal write, with fresh generated texts."""

import json
import random
import re
import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.request_patterns import parse_request_pattern
from QuashLibrary.traffic import lost_answers as module
from QuashLibrary.traffic.lost_answers import LostAnswers, SuccessfulAnswer
from utest.traffic.requests_made import made

JSON = (("Content-Type", "application/json; charset=utf-8"),)
Choose = Callable[[str], str]


def answered(body: bytes, line: str = "POST /orders", **details: Any) -> LostAnswers:
    """Return the answers after one write."""
    answers = LostAnswers()
    answers.note(made(line, **{"status": 201, "answer_headers": JSON, "answer": body, **details}))
    return answers


def found(answers: LostAnswers, pattern: str = "POST /orders") -> SuccessfulAnswer:
    """Return the answer to a matching write."""
    answer = answers.find("shop", parse_request_pattern(pattern))
    assert answer is not None
    return answer


def test_last_answer_to_an_equal_write_is_found() -> None:
    """The last answer to an equal write is found, with its status."""
    answers = answered(b'{"id": "A-1"}')
    answers.note(made("POST /orders", 202, answer=b"second"))
    assert (found(answers).status, found(answers).body) == (202, b"second")


def test_latest_of_several_paths_is_found() -> None:
    """If a pattern matches several paths, the latest answer is found."""
    answers = answered(b"first", "PUT /orders/1")
    answers.note(made("PUT /orders/2", answer=b"second"))
    answers.note(made("PUT /orders/1", answer=b"third"))
    assert found(answers, "PUT /orders/*").body == b"third"


@pytest.mark.parametrize(
    "details",
    [
        {"line": "GET /orders"}, {"status": 500}, {"status": 302}, {"status": None}, {"answer": None},
        {"broken": "lost"}, {"connection": "bank"}, {"line": "POST /carts"}, {"answer": b"x" * 65 * 1024},
    ],
)  # fmt: skip
def test_other_answers_are_not_given_again(details: dict[str, Any]) -> None:
    """Reads, failures, broken requests and very large answers are not reused."""
    answers = LostAnswers()
    request = {"line": "POST /orders", "status": 201, "answer": b"a", **details}
    answers.note(made(**request))
    assert answers.find("shop", parse_request_pattern("* /orders")) is None


def test_text_that_the_backend_has_made_is_replaced() -> None:
    """A generated text is replaced by a text of the same shape everywhere in the answer."""
    answers = answered(
        b'{"id": "ORD-0017", "self": "/orders/ORD-0017", "state": "new"}', answer_headers=(("Location", "/o/ORD-0017"),)
    )
    fresh = found(answers).refreshed()
    new = json.loads(fresh.body)
    assert re.fullmatch(r"[A-Z]{3}-[0-9]{4}", new["id"])
    assert new["id"] != "ORD-0017"
    assert (new["self"], new["state"]) == (f"/orders/{new['id']}", "new")
    assert fresh.headers == (("Location", f"/o/{new['id']}"),)


def test_each_refreshed_answer_is_another_one() -> None:
    """Each refreshed answer has different texts."""
    answer = found(answered(b'{"id": "3f2a9c01-77aa-4b1e-9d1e-0a1b2c3d4e5f"}'))
    one, other = (json.loads(answer.refreshed().body)["id"] for _ in range(2))
    assert one != other
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one)


@pytest.mark.parametrize(
    "sent",
    [
        made("POST /orders?of=C-7", 201, answer=b'{"customer": "C-7"}'),
        made("POST /orders", 201, body=b'{"customer": "C-7"}', answer=b'{"customer": "C-7"}'),
        made("POST /orders", 201, headers=(("X-Customer", "C-7"),), answer=b'{"customer": "C-7"}'),
    ],
)
def test_what_the_app_has_sent_stays(sent: Any) -> None:
    """Texts that the app sent stay unchanged."""
    answers = LostAnswers()
    answers.note(sent)
    assert found(answers).refreshed().body == b'{"customer": "C-7"}'


@pytest.mark.parametrize("earlier", [{"answer": b'["P-9"]'}, {"answer_headers": (("ETag", "P-9"),)}, {"body": b"P-9"}])
def test_what_was_seen_before_stays(earlier: dict[str, Any]) -> None:
    """Texts seen before the write stay unchanged."""
    answers = LostAnswers()
    answers.note(made("GET /products", **earlier))
    answers.note(made("POST /orders", 201, answer=b'{"product": "P-9"}'))
    assert found(answers).refreshed().body == b'{"product": "P-9"}'


@pytest.mark.parametrize(
    "body",
    [
        '{"at": "2026-01-31T10:00:00.123Z", "day": "2026-01-31"}', '{"text": "\\u00e4 \\\\ \\n"}',
        '{"line2": "a", "sha256": null}', '{"to": "/a%2Fb"}', '{"html": "&#39;"}', '{"a": "no digit"}', "",
    ],
)  # fmt: skip
def test_what_names_nothing_stays(body: str) -> None:
    """Moments, escapes and member names stay, so the app can still read the answer."""
    assert found(answered(body.encode())).refreshed().body == body.encode()


def test_member_named_by_a_text_that_was_made_is_renamed() -> None:
    """A member named by a generated text is renamed."""
    new = json.loads(found(answered(b'{"ids": ["A-17"], "A-17": {"line2": 1}}')).refreshed().body)
    assert list(new) == ["ids", new["ids"][0]]
    assert list(new[new["ids"][0]]) == ["line2"]


def test_technical_headers_stay() -> None:
    """Technical headers and cookie attributes stay, so the app can still read and keep them."""
    headers = (
        *JSON, ("Cache-Control", "max-age=3600"), ("Set-Cookie", "s=a1b2c3; Max-Age=60; Expires=Wed, 21 Oct 2026"),
        ("Content-Length", "2"), ("Transfer-Encoding", "chunked"), ("X-Order", "A-17"),
    )  # fmt: skip
    fresh = dict(found(answered(b"{}", answer_headers=headers)).refreshed().headers)
    assert {name: fresh[name] for name in ("Content-Type", "Cache-Control")} == dict(headers[:2])
    assert re.fullmatch(r"s=[a-z0-9]{6}; Max-Age=60; Expires=Wed, 21 Oct 2026", fresh["Set-Cookie"])
    assert "a1b2c3" not in fresh["Set-Cookie"]
    assert fresh["X-Order"] != "A-17"
    assert "Content-Length" not in fresh
    assert "Transfer-Encoding" not in fresh


@pytest.mark.parametrize("number", ["17", "-17", "1.5e10", "1E5", "2e-07", "3e+10", "0.05", "10", "0"])
def test_numbers_stay_numbers(number: str) -> None:
    """Numbers stay valid JSON numbers, with or without an exponent."""
    body = f'{{"n": {number}}}'
    for _ in range(20):
        json.loads(found(answered(body.encode())).refreshed().body)


def choice_of(seed: int) -> Choose:
    """Return a random choice that is reproducible."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return chance.choice


words = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text(), inner, max_size=4),
    max_leaves=12,
)


def words_of(text: str) -> set[str]:
    """Return the words that may name something, according to the module."""
    return module._words(text)


@given(values, st.integers(), st.booleans())
def test_refreshed_answers_keep_their_shape(value: Any, seed: int, is_ascii: bool) -> None:
    """A refreshed answer is JSON with the same types, without any generated text of the original."""
    body = json.dumps(value, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    answer = found(answered(body))
    fresh = answer.refreshed(choice_of(seed))
    new = json.loads(fresh.body.decode("utf-8", "surrogatepass"))
    assert kinds(new) == kinds(value)
    assert not words_of(fresh.body.decode("utf-8", "replace")) & answer.made


def kinds(value: Any) -> Any:
    """Return the types in a value; all numbers have the same type."""
    if isinstance(value, list):
        return [kinds(item) for item in value]
    if isinstance(value, dict):
        return [kinds(item) for item in value.values()]
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


@given(st.binary(max_size=200), st.integers())
def test_any_body_is_refreshed(body: bytes, seed: int) -> None:
    """Any body is refreshed, without any generated text of the original."""
    answer = found(answered(body))
    fresh = answer.refreshed(choice_of(seed)).body
    assert not words_of(fresh.decode("utf-8", "replace")) & answer.made


def test_number_gets_longer_if_all_others_are_taken() -> None:
    """A number gets longer if all numbers of its length are taken."""
    body = json.dumps(list(range(10))).encode()
    new = json.loads(found(answered(body)).refreshed().body)
    assert not set(new) & set(range(10))
    assert len(set(new)) == 10


def test_answers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are bounded by number and size; the oldest are forgotten."""
    monkeypatch.setattr(module, "_MOST_ANSWERS", 3)
    monkeypatch.setattr(module, "_MOST_BYTES", 10)
    answers = LostAnswers()
    for number in range(5):
        answers.note(made(f"POST /{number}", answer=b"a"))
    assert answers.find("shop", parse_request_pattern("POST /1")) is None
    assert found(answers, "POST /2").body == b"a"
    answers.note(made("POST /large", answer=b"x" * 9))
    assert answers.find("shop", parse_request_pattern("POST /3")) is None
    assert found(answers, "POST /4").body == b"a"
    answers.note(made("POST /large", answer=b"y" * 10))
    assert found(answers, "POST /large").body == b"y" * 10
    assert answers.find("shop", parse_request_pattern("POST /4")) is None


def test_words_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known words are bounded; the least recently seen are forgotten."""
    monkeypatch.setattr(module, "_MOST_WORDS", 2)
    answers = LostAnswers()
    for word in ("P-1", "P-2", "P-1", "P-3"):
        answers.note(made("GET /", answer=word.encode()))
    assert len(answers._seen) == 2
    answers.note(made("POST /orders", answer=b"P-1"))
    assert found(answers).refreshed().body == b"P-1"
