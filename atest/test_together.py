"""One run with many tools: Allure, ReportPortal, a tracer, a dashboard, RetryFailed, DataDriver, and ours twice.

All of them are real, except the servers that they send to: one collector replaces them.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from atest.collector import Collector, Sent, running_collector
from atest.report_reader import outcomes
from atest.robot_process import SUITES, Robot, Run, interpreter

FOLDER = SUITES / "together"
ROW = ["QuashLibrary.@paid", "Look Up", "QuashLibrary.@paid"]
"""The steps of a row: QuashLibrary's before the test, the template, QuashLibrary's after it."""
_IMPORTS = (
    "import RetryFailed, DataDriver, robotframework_reportportal, robotframework_tracer, robotframework_dashboard"
)
LOOK_UP = ["BuiltIn.Log", "QuashLibrary.@paid", "QuashLibrary.@third", "BuiltIn.Log"]
"""The steps of the template, without its IF."""


@dataclass(frozen=True)
class Together:
    """The run, and what the other tools made of it."""

    run: Run
    allure: Path
    traces: Path
    collector: Collector

    def allure_results(self) -> dict[str, list[dict[str, Any]]]:
        """Return Allure's results by test name, in the order in which they ran."""
        read = [json.loads(path.read_text(encoding="utf-8")) for path in self.allure.glob("*-result.json")]
        by_name: dict[str, list[dict[str, Any]]] = {}
        for result in sorted(read, key=lambda item: item["start"]):
            by_name.setdefault(result["name"], []).append(result)
        return by_name


def is_installed() -> bool:
    """Return whether Robot's interpreter has all of the tools."""
    return subprocess.run([interpreter(), "-c", _IMPORTS], check=False, capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def together(robot: Robot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    """The run."""
    if not (os.environ.get("CI") or is_installed()):
        pytest.skip("the other listeners are not installed; requirements/ lists them")
    folder = tmp_path_factory.mktemp("together")
    with running_collector() as collector:
        environment = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"{collector.url}/v1/traces",
            "RF_TRACER_OUTPUT_FILE": str(folder / "trace.json"),
            "AGENT_NO_ANALYTICS": "1",
        }
        listeners = [
            f"allure_robotframework;{folder / 'allure'}",
            "robotframework_reportportal.listener",
            "robotframework_tracer.TracingListener",
            f"robotframework_dashboard.robotdashboardlistener:port={collector.port}",
            "RetryFailed:1",
            f"QuashLibrary.Listener;{FOLDER / 'together.yaml'}",
        ]
        given = robot.given(
            *(word for listener in listeners for word in ("--listener", listener)),
            environment=environment,
            RP_ENDPOINT=collector.url,
            RP_PROJECT="project",
            RP_LAUNCH="launch",
            RP_API_KEY="key",
        )
        yield Together(given.run(FOLDER / "together.robot"), folder / "allure", folder / "trace.json", collector)


def test_every_row_passes_and_the_flaky_one_is_retried(together: Together) -> None:
    """No listener reports a problem with another one."""
    assert [(test.name, test.status) for test in together.run.suite.all_tests()] == [
        ("Row steady", "PASS"),
        ("Row flaky", "PASS"),
        ("Row other", "PASS"),
    ]
    assert "[ ERROR ]" not in together.run.console
    assert [error for error in together.run.errors if "has been retried 1 times" not in error] == []


def test_steps_are_in_order_and_none_comes_twice(together: Together) -> None:
    """This is checked in output.xml."""
    for test in together.run.suite.all_tests():
        assert [step.name for step in test.steps] == ["@paid", "Look Up", "@paid"]
        steps = list(test.walk())
        assert sum(step.name == "@third" for step in steps) == 1
        assert [step.start for step in test.steps] == sorted(step.start for step in test.steps)


def test_a_retried_test_counts_once_in_our_report(together: Together) -> None:
    """It counts with the outcomes of its last try."""
    report = outcomes(together.run.folder / "quash")
    assert [test["name"] for test in report["tests"]] == ["Row steady", "Row flaky", "Row other"]
    for test in report["tests"]:
        assert [outcome["slug"] for outcome in test["outcomes"]] == ["paid", "paid", "third", "paid"]
    assert (report["summary"]["tests"], report["summary"]["passed"]) == (3, 3)


def test_allure_has_our_steps_inside_the_right_test(together: Together) -> None:
    """This includes the failed try, which ended in the middle of the template."""
    results = together.allure_results()
    assert {name: len(tries) for name, tries in results.items()} == {"Row steady": 1, "Row flaky": 2, "Row other": 1}
    for name, tries in results.items():
        for number, result in enumerate(tries, 1):
            before, look_up, after = result["steps"]
            assert [before["name"], look_up["name"], after["name"]] == ROW
            assert [name for name in names(look_up) if "flaky" not in name] == LOOK_UP
            is_first_of_flaky = (name, number) == ("Row flaky", 1)
            assert bool(names(look_up["steps"][-2])) is not is_first_of_flaky


def test_allure_has_the_true_times_of_our_steps(together: Together) -> None:
    """Allure alone would use the time at which a step is shown: all of them within one millisecond."""
    results = together.allure_results()
    for test in together.run.suite.all_tests():
        result = results[test.name][-1]
        assert_times_increase(result)
        of_allure = [(step["start"], step["stop"]) for step in walk(result) if "\u203a " in step["name"]]
        of_robot = [(millis(step.start), millis(step.end)) for step in test.walk() if step.name.startswith("\u203a ")]
        assert len(of_robot) == len(of_allure) >= 9
        for one, other in zip(of_robot, of_allure, strict=True):
            assert one == pytest.approx(other, abs=1)


def test_reportportal_has_our_steps_inside_the_right_test(together: Together) -> None:
    """Started items are finished, in order and at their true times."""
    items = [item for item in together.collector.to("/api/v2/project/item") if b'"startTime"' in item.body]
    ends = {item.path.rpartition("/")[2]: item.data for item in together.collector.to("/api/v2/project/item", "PUT")}
    assert {item.id for item in items} == set(ends)
    rows = [item for item in items if item.data["name"].startswith("Row ")]
    assert [row.data["name"] for row in rows] == ["Row steady", "Row flaky", "Row flaky", "Row other"]
    for row in rows:
        below = children(items, row)
        assert [item.data["name"].partition(" (")[0].removeprefix("KEYWORD ") for item in below] == ROW
    for item in items:
        assert int(ends[item.id]["endTime"]) >= int(item.data["startTime"])
        starts = [int(child.data["startTime"]) for child in children(items, item)]
        assert starts == sorted(starts)


def test_the_tracer_has_each_step_once(together: Together) -> None:
    """Each step is a span."""
    text = together.traces.read_text(encoding="utf-8")
    # Four tries; the middle step has run in three of them.
    assert text.count('"name":"QuashLibrary.@paid"') == 8
    assert text.count('"name":"@third ') == 4
    assert text.count('"name":"\\u203a attempt') == 6
    assert together.collector.to("/v1/traces")


def test_the_dashboard_gets_the_output(together: Together) -> None:
    """It gets the complete output, once."""
    assert len(together.collector.to("/add-output-file")) == 1


def names(item: dict[str, Any]) -> list[str]:
    """Return the names of the steps of an Allure step or result."""
    return [step["name"] for step in item.get("steps", [])]


def walk(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield all steps below an Allure step or result."""
    for step in item.get("steps", []):
        yield step
        yield from walk(step)


def millis(moment: datetime) -> float:
    """Return a point in time as Allure writes it."""
    return moment.timestamp() * 1000


def assert_times_increase(item: dict[str, Any]) -> None:
    """Steps lie within their parents, and start one after another; Allure rounds to milliseconds."""
    steps = item.get("steps", [])
    for step in steps:
        assert item["start"] - 1 <= step["start"] <= step["stop"] <= item["stop"] + 1, (item["name"], step["name"])
        assert_times_increase(step)
    for one, other in pairwise(steps):
        assert one["start"] <= other["start"], (one["name"], other["name"])


def children(items: list[Sent], parent: Sent) -> list[Sent]:
    """Return the direct child items of a ReportPortal item."""
    return [item for item in items if item.path.endswith(parent.id)]
