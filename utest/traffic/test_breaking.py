"""Orders to break requests, as the addon reads them."""

import base64
import json
import re

import pytest

from QuashLibrary.language.request_patterns import parse_request_pattern, path_regex
from QuashLibrary.traffic.breaking import BrokenRequests, GivenAnswer
from QuashLibrary.traffic.model import Way

WAY = Way("shop", "http://h", "/api")


@pytest.mark.parametrize(
    ("pattern", "path", "is_meant"),
    [
        ("POST /orders", "/api/orders", True), ("POST /orders", "/orders", True),
        ("POST /orders/*", "/api/orders/1/2", True), ("* *orders", "/elsewhere/orders", True),
        ("POST /o.ders", "/api/orders", False),
    ],
)  # fmt: skip
def test_paths_are_those_that_the_backend_knows(pattern: str, path: str, is_meant: bool) -> None:
    """Below the path of the base URL, or the whole path, as it is shown if it is not below it."""
    wanted = parse_request_pattern(pattern)
    order = BrokenRequests(wanted.method, path_regex(wanted.path), "late").order(WAY)
    assert bool(re.fullmatch(order["path"], path)) is is_meant


def test_order_has_all_that_the_addon_needs() -> None:
    """As plain JSON; bodies may be any bytes."""
    answers = (GivenAnswer(201, (("A", "b"),), b"\xff"),)
    broken = BrokenRequests("POST", "/a", "lost", 2, answers, 1.5)
    assert BrokenRequests.read(json.loads(json.dumps(broken.written()))) == broken
    assert json.loads(json.dumps(broken.order(WAY))) == {
        "way": "shop", "method": "POST", "path": "(?:/api)?/a", "as": "lost", "left": 2, "delay": 1.5, "operation": "",
        "answers": [{"status": 201, "headers": [["A", "b"]], "body": base64.b64encode(b"\xff").decode()}],
    }  # fmt: skip
