"""What a passing validation adds to the log: bytes, steps and messages, counted in the output of a real run."""

import json
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from atest.robot_process import Robot, Run

MOST_BYTES = 2_500
"""Bytes in output.xml for a validation with six expectations and an answer of 1.4 KB."""
STEPS = ["› GET {} -> 200 in {}", "› 6 expectations met"]
MESSAGES = 2
MESSAGES_OF_ALL = 4
"""The limit with `evidence=always`."""
EXCERPT = 400


def step_of(run: Run) -> Element:
    """The step of the validation."""
    [step] = ElementTree.fromstring(run.xml).iterfind(".//kw[@name='@order-created']")  # noqa: S314 - of our own run
    return step


def size(step: Element) -> int:
    """The bytes of a step in output.xml."""
    return len(ElementTree.tostring(step, encoding="utf-8", xml_declaration=False))


def names(step: Element) -> list[str]:
    """The names of the steps below a step, without the parts that differ between runs."""
    found = [str(item.get("name")) for item in step.iterfind(".//kw")]
    assert found[0].startswith("› GET http://")
    return [STEPS[0], *found[1:]]


@pytest.fixture(scope="module")
def run(robot: Robot) -> Run:
    """A run with default settings."""
    return robot.run("log/budget.robot")


@pytest.fixture(scope="module")
def passed(run: Run) -> Element:
    """The step with the default amount of detail."""
    return step_of(run)


@pytest.fixture(scope="module", params=["library", "listener"])
def whole(robot: Robot, request: pytest.FixtureRequest) -> Element:
    """The step with all evidence, which the import of the library or the listener can request."""
    if request.param == "library":
        return step_of(robot.given(EVIDENCE="always").run("log/budget.robot"))
    return step_of(robot.given("--listener", "QuashLibrary.Listener:evidence=always").run("log/budget.robot"))


def test_a_passed_validation_is_small(passed: Element) -> None:
    """Each fact is written once."""
    assert size(passed) <= MOST_BYTES


def test_a_passed_validation_has_few_steps_and_messages(passed: Element) -> None:
    """One step for the exchange, one for the checks; each step and message takes time, too."""
    assert names(passed) == STEPS
    assert len(list(passed.iter("msg"))) == MESSAGES


def test_the_beginning_of_the_answer_is_kept(passed: Element) -> None:
    """The text is exactly what the backend sent."""
    [message] = passed.iterfind("kw/msg")
    command, _, answer = str(message.text).partition("\n\n")
    assert command.endswith('-H "Authorization: Bearer $SHOP_TOKEN"')
    assert (answer[:1], answer[-1], len(answer)) == ("{", "…", EXCERPT + 1)


def test_the_report_has_what_people_look_for(run: Run) -> None:
    """Request, status, duration, attempts, checks with expected and found values, fetched values, the command."""
    report = json.loads((run.folder / "quash" / "outcomes.json").read_text(encoding="utf-8"))
    [outcome] = report["tests"][0]["outcomes"]
    assert (outcome["summary"], outcome["at_once"], outcome["requests"]) == ("@order-created passed", True, 1)
    assert [(check["subject"], check["should"], check["was"]) for check in outcome["checks"]] == [
        ("status", "should be 200", "was 200"),
        ("$.state", 'should be "paid"', 'was "paid"'),
        ("$.currency", 'should be "EUR"', 'was "EUR"'),
        ("$.total", "should be greater than 20", "was 23.0"),
        ("$.items", "should have a count of 2", outcome["checks"][4]["was"]),
        ("$.customer.email", 'should be "ada@shop.example"', 'was "ada@shop.example"'),
    ]
    assert re.fullmatch(r"GET http://\S+/body/whole-order -> 200 in .+", outcome["attempts"][0]["line"])
    assert outcome["fetched"] == {"number": '"A-1001"'}
    assert outcome["command"].endswith('/body/whole-order -H "Authorization: Bearer $SHOP_TOKEN"')
    assert (outcome["exchange"], outcome["connection"]) == ("", "backend")
    assert outcome["defined"].endswith("budget.yaml:10")


def test_all_evidence_is_kept_on_request(whole: Element, passed: Element) -> None:
    """It has the whole answer with headers, and a table of the checks, which the small form omits."""
    assert names(whole) == STEPS
    assert len(list(whole.iter("msg"))) == MESSAGES_OF_ALL
    assert size(whole) > 4 * size(passed)
    exchange, _ = whole.iterfind("kw/msg")
    assert "Content-Type: application/json" in str(exchange.text)
    assert str(exchange.text).endswith('"at": "2024-05-01T10:00:01Z"\n    }\n  ]\n}')
