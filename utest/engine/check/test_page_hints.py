"""A value missing from a list may be on another page."""

import json

import pytest

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.checks import evaluate
from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.sources.http.messages import http_answer
from QuashLibrary.engine.sources.http.source import HttpSource
from utest.engine.registries import scope_of, used

ITEMS = [{"id": number} for number in range(20)]
MISSED = "{'$.items[?(@.id == 99)]': {count: 1}}"
OF_SEVERAL = "the answer may be one page of several"


def hint(expect: str, document: object, *headers: tuple[str, str]) -> str:
    """Return the hint of the last check."""
    validation, connection = used(f"request: GET /\nexpect: {expect}")
    plan = make_plan(validation, connection, scope_of(validation), None, HttpSource)
    answer = http_answer(200, "OK", headers, json.dumps(document).encode())
    return evaluate(plan.expect, AnswerParts(answer, 0.1))[-1].hint


@pytest.mark.parametrize(
    ("document", "header", "why"),
    [
        ({"items": ITEMS, "total": 113}, "", "total is 113, this page has 20"),
        ({"items": ITEMS, "totalElements": 21, "page": 0}, "", "totalElements is 21, this page has 20"),
        ({"items": ITEMS, "next": "/orders?page=2"}, "", "it has next"),
        ({"items": ITEMS}, '</orders?page=2>; rel="next", </orders?page=6>; rel="last"', 'Link: rel="next"'),
        ({"items": ITEMS}, "</orders?page=2>; rel=next", 'Link: rel="next"'),
    ],
)
@pytest.mark.parametrize(
    "expect", [MISSED, "{$.items: {count: 21}}", "{'$.items[*].id': {contains: 99}}", "{$.items: {any: {equals: 9}}}"]
)
def test_a_list_that_goes_on(document: object, header: str, why: str, expect: str) -> None:
    """The hint appears if the answer itself says that there are more pages."""
    headers = [("Link", header)] if header else []
    assert f"{OF_SEVERAL} ({why})" in hint(expect, document, *headers)


@pytest.mark.parametrize(
    ("expect", "document", "header"),
    [
        (MISSED, {"items": ITEMS, "total": 20, "next": None}, '</orders>; rel="prev"'),
        (MISSED, {"items": ITEMS, "total": "113"}, ""),
        ("{'$[?(@.id == 99)]': {count: 1}}", ITEMS, ""),
        ("{$.state: paid}", {"state": "open", "items": ITEMS, "total": 113}, '</o>; rel="next"'),
        ("{'$.items[?(@.id == 7)]': {count: 1}}", {"items": ITEMS, "total": 113}, ""),
    ],
)
def test_no_other_failure_is_explained_so(expect: str, document: object, header: str) -> None:
    """There is no hint for the only page, for a single value, or if the check holds."""
    assert OF_SEVERAL not in hint(expect, document, *([("Link", header)] if header else []))
