"""Values that a registry redacts are in no file of a run, and a mask shows that something was there."""

import pytest

from atest.canned import CUSTOMER
from atest.disguises import leaks
from atest.robot_process import Robot, Run

REDACTED = {
    "a text": "ann.lee@example.test",
    "a number": "19840229",
    "a text inside an object": "Grüne Gasse 17",
    "a match of several": "4242-4242-0001",
    "another match": "4242-4242-0002",
    "what a regular expression finds": "DE02120300000000202051",
    "a cookie": "redacted-cookie",
    "a header": "/redacted-place",
}


@pytest.fixture(scope="module", params=["INFO", "TRACE"])
def run(request: pytest.FixtureRequest, robot: Robot) -> Run:
    """The suite at the default log level and at the most detailed one."""
    return robot.given("--loglevel", request.param, "--xunit", "xunit.xml").run("secrets/redacted.robot")


def test_suite_ends_as_documented(run: Run) -> None:
    """The verdicts are right although values are masked."""
    run.assert_as_documented()


def test_no_file_contains_redacted_values(run: Run) -> None:
    """They appear in none of the forms in which a file could contain them."""
    assert leaks(run, REDACTED) == []


def test_evidence_shows_that_something_was_masked(run: Run) -> None:
    """A mask replaces the value, and values that are not redacted stay readable."""
    messages = [message.text for message in run.test("Validation That Fails").messages()]
    answer = next(text for text in messages if "200 As Asked" in text and text.startswith("curl"))
    assert '"email": "***"' in answer
    assert '"born": "***"' in answer
    assert f'"state": "{CUSTOMER["state"]}"' in answer
    assert '$.email should be "bob@example.test", was "***"' in "\n".join(messages)


def test_short_values_are_masked_at_their_place_only(run: Run) -> None:
    """A number or a short text can be in other texts by chance."""
    test = run.test("Short Values")
    messages = [message.text for message in test.messages()]
    assert "Retried 3 times; state wed, 3 s left, page 3 of 30" in messages
    exchange = next(text for text in messages if "200 As Asked" in text and text.startswith("curl"))
    assert '{"family": {"children": "***"}, "page": 3}' in exchange
    assert '"family": {\n    "children": "***",\n    "state": "***",\n    "pin": "***"\n  }' in exchange
    assert '"state": "active"' in exchange
    for line in (
        '$.state should be "blocked", was "active"',
        '$.family.state should be "alone", was "***"',
        "$.family.children should be 4, was ***",
        '$.family.pin should be "3", was "***"',
        'was 3 ({"children": ***, "state": "***", "pin": "***"})',
        "attempt 3",
    ):
        assert line in "\n".join([*messages, test.message]), line
    leaked = {"pin": "4#1~", "children": '"children": 3', "state": '"state": "wed"'}
    assert leaks(run, leaked) == []


def test_every_attempt_is_masked(run: Run) -> None:
    """This includes the attempts before the last one."""
    titles = [step.name for step in run.test("Validation That Fails").walk()]
    assert any("attempts 1 to 3" in title for title in titles)
