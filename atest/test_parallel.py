"""Runs with pabot: several processes at the same time, whose results are merged."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

from atest.output_reader import Test
from atest.robot_process import Robot, Run, interpreter
from demo import robot_run

PNG = b"\x89PNG\r\n\x1a\n"


def by_pabot(robot: Robot, *options: str) -> Robot:
    """Return the same Robot run by pabot, with one process per test."""
    command = ("--command", interpreter(), "-m", "robot", "--end-command", "--pabotlibport", "0")
    return robot.by("pabot.pabot", *command, "--testlevelsplit", "--processes", "2", *options)


@pytest.fixture(scope="module")
def leasing(robot: Robot) -> Run:
    """Tests that reserve users, two at a time."""
    return by_pabot(robot).run("parallel/leasing.robot")


@pytest.fixture(scope="module")
def shop(fake_phone: Robot) -> Run:
    """The demo's suite, two tests at a time."""
    return by_pabot(fake_phone).run(robot_run.DEMO_SUITE)


def held(test: Test) -> tuple[str, datetime, datetime]:
    """Return the value that a test reserved, and the period in which it certainly had it."""
    [log] = [step for step in test.walk() if step.name == "Log"]
    [message] = log.messages
    return message.text, log.start, test.steps[-1].end


def leases(run: Run, *names: str) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield the reservations of the tests."""
    return (held(run.test(name)) for name in names)


def test_leases_end_as_documented(leasing: Run) -> None:
    """A reserved value is the same in all steps of a test; an input without a list is an error."""
    leasing.assert_as_documented()


def test_tests_at_the_same_time_have_different_values(leasing: Run) -> None:
    """Two users are enough for two processes."""
    [one, other] = leases(leasing, "First Test Of Two Users", "Second Test Of Two Users")
    assert one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1]


def test_only_value_is_used_by_one_test_at_a_time(leasing: Run) -> None:
    """The second test waits until the first one has ended."""
    both = leases(leasing, "First Test Of The Only Admin", "Second Test Of The Only Admin")
    for (_, start, end), (_, other_start, other_end) in combinations(both, 2):
        assert end <= other_start or other_end <= start


def test_value_of_a_killed_process_is_free_at_once(robot: Robot) -> None:
    """The next test gets the value that the killed process could not return."""
    run = by_pabot(robot, "--processes", "1").run("parallel/killed.robot")
    following = run.test("The Next Test Gets The Admin Immediately")
    assert (following.status, following.message) == ("PASS", "")
    assert re.search(r'waiting for a value of the input "admin"', run.xml)


def test_evidence_is_linked_in_the_merged_log(shop: Run) -> None:
    """Every screenshot and page source of every process is where the merged log points."""
    found = re.findall(r'(?:src|href)="([^"]+)"', shop.xml)
    evidence = {link for link in found if link.endswith((".png", ".xml"))}
    assert len(evidence) == 10
    for link in evidence:
        data = (shop.folder / link).read_bytes()
        assert data.startswith(PNG if Path(link).suffix == ".png" else b"<")


def test_verdicts_are_those_of_a_serial_run(shop: Run, fake_phone: Robot) -> None:
    """Silent failures are found and tagged as in one process."""
    serial = fake_phone.run(robot_run.DEMO_SUITE)
    verdicts = [
        {
            # Each run has its own order numbers.
            (test.name, test.status, tuple(sorted(test.tags)), re.sub(r"\d{4,}", "N", test.first_line))
            for test in run.suite.all_tests()
        }
        for run in (shop, serial)
    ]
    assert verdicts[0] == verdicts[1]
