"""What the listener costs at unrelated steps, counted in calls: seconds would say more about the machine."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from atest.robot_process import SUITES, Robot

FOLDER = SUITES / "costs"
REPEATS = 200
"""How many more repetitions one test has than the other."""
ITEMS = 9
"""The steps and control structures of one repetition, including those that do not run."""
MOST_CALLS = 22
"""Calls of QuashLibrary's functions for a step's start, end and messages, if nothing is secret."""
MOST_CALLS_WITH_SECRETS = 45
REGISTRY = """\
connections:
  here: {{base_url: "http://127.0.0.1:9", headers: {{{headers}}}}}
validations:
  fine: {{request: GET /fine, expect: {{$.state: paid}}}}
{attach}
"""

Counted = Callable[..., Mapping[str, float]]


@pytest.fixture(scope="module")
def counted(robot: Robot, new_folder: Callable[[], Path]) -> Counted:
    """A function that counts the calls per repetition, by function, in a run with some secrets."""

    def count(secrets: int = 0, attach: str = "", *options: str) -> Mapping[str, float]:
        folder = new_folder()
        file, registry = folder / "counted.jsonl", folder / "costs.yaml"
        names = [f"COSTS_{number}" for number in range(secrets)]
        headers = ", ".join(f"X-{name}: {{env: {name}}}" for name in names)
        registry.write_text(REGISTRY.format(headers=headers, attach=attach), encoding="utf-8")
        environment = {"COUNTED": str(file), **{name: f"s3cret-of-{name}-7061" for name in names}}
        listeners = ("--listener", f"QuashLibrary.Listener;{registry}", "--listener", str(FOLDER / "Counting.py"))
        run = robot.given(*listeners, *options, environment=environment).run("costs/cheap.robot")
        assert run.code == 0, run.console
        _, few, many = (json.loads(line)["calls"] for line in file.read_text(encoding="utf-8").splitlines())
        more = Counter(many)
        more.subtract(few)
        return {name: number / REPEATS for name, number in more.items() if number}

    return count


def per_step(calls: Mapping[str, float]) -> float:
    """Return the calls per step."""
    return sum(calls.values()) / ITEMS


def test_an_unrelated_step_costs_few_calls(counted: Counted) -> None:
    """No feature is called for it, and no text is checked twice."""
    calls = counted()
    assert per_step(calls) <= MOST_CALLS, calls
    assert not {"step.__post_init__", "redactor.clean", "printable.writable"} & set(calls), calls


def test_attachments_cost_nothing_at_other_steps(counted: Counted) -> None:
    """Other keywords cost the same as without attachments."""
    assert counted(0, "attach: [{validate: fine, after: BuiltIn.Log To Console}]") == counted()


def test_secrets_cost_few_calls(counted: Counted) -> None:
    """Each text that Robot is about to write is checked once."""
    calls = counted(1)
    assert per_step(calls) <= MOST_CALLS_WITH_SECRETS, calls
    assert "text_index.found_in" not in calls


def test_thousands_of_secrets_cost_no_more_calls_than_hundreds(counted: Counted) -> None:
    """A text is compared with all of them at once."""
    assert counted(2_000) == counted(200)


def test_tracing_costs_few_calls(counted: Counted) -> None:
    """Robot traces arguments and return values of each keyword."""
    assert per_step(counted(0, "", "--loglevel", "TRACE")) <= 2 * MOST_CALLS
