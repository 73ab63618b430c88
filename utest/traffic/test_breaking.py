"""Orders to break requests, as the addon reads them."""

import base64
import json

from QuashLibrary.traffic.breaking import BrokenRequests, GivenAnswer
from QuashLibrary.traffic.model import Way

WAY = Way("shop", "http://h", "/api")


def test_order_has_all_that_the_addon_needs() -> None:
    """The order is plain JSON with everything that the addon needs, and bodies may be any bytes."""
    answers = (GivenAnswer(201, (("A", "b"),), b"\xff"),)
    broken = BrokenRequests("POST", "/a", "lost", 2, answers, 1.5)
    assert BrokenRequests.read(json.loads(json.dumps(broken.written()))) == broken
    assert json.loads(json.dumps(broken.order(WAY))) == {
        "way": "shop", "method": "POST", "path": "/a", "base": "/api", "as": "lost", "left": 2, "delay": 1.5,
        "operation": "",
        "answers": [{"status": 201, "headers": [["A", "b"]], "body": base64.b64encode(b"\xff").decode()}],
    }  # fmt: skip
