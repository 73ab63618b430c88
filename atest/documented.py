"""Compare how test cases ended with their own documentation, like Robot Framework's own tests.

The expectation is the last paragraph of the documentation that begins with PASS, FAIL or SKIP: the status and, if a
text follows, the first line of the message. A text of several lines is the whole message.
`STARTS:` and `REGEXP:` before the text compare the whole message by its beginning or by a pattern.
"""

from __future__ import annotations

import re

from atest.output_reader import Suite, Test

_EXPECTED = re.compile(r"^(PASS|FAIL|SKIP)(?: (.*))?\Z", re.MULTILINE | re.DOTALL)


def differences(suite: Suite) -> list[str]:
    """Return a text for each test case that did not end as documented."""
    tests = list(suite.all_tests())
    if not tests:
        return ["there are no tests"]
    return [difference for test in tests if (difference := _difference(test))]


def _difference(test: Test) -> str:
    expected = _EXPECTED.search(test.documentation)
    if expected is None:
        return f"{test.name}: its documentation does not say how it must end"
    status, message = expected[1], (expected[2] or "").strip()
    if test.status == status and _fits(test, message):
        return ""
    return f"{test.name}: should be {status} {message!r}, was {test.status} {test.message!r}"


def _fits(test: Test, expected: str) -> bool:
    if expected.startswith("REGEXP:"):
        return re.fullmatch(expected.removeprefix("REGEXP:").strip(), test.message, re.DOTALL) is not None
    if expected.startswith("STARTS:"):
        return test.message.startswith(expected.removeprefix("STARTS:").strip())
    return expected == (test.message if "\n" in expected else test.first_line)
