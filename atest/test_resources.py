"""QuashLibrary/quash.resource in suites: with the app, the backend and the libraries that the suites import."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atest.robot_process import ATEST, INTERPRETER, Robot, Run

RESOURCE = ATEST.parent / "resources" / "quash.resource"


@pytest.fixture(scope="module")
def run(fake_phone: Robot, new_folder: Callable[[], Path]) -> Run:
    """The suites of the resource; in a checkout, the resource is copied to its place in the wheel."""
    if os.environ.get(INTERPRETER):
        return fake_phone.run("resources")
    package = new_folder() / "QuashLibrary"
    package.mkdir()
    shutil.copy(RESOURCE, package)
    return fake_phone.given("--pythonpath", str(package.parent)).run("resources")


def test_every_keyword_ends_as_documented(run: Run) -> None:
    """Each keyword passes if app and backend agree, and says what is wrong if they do not."""
    run.assert_as_documented()


def test_the_resource_imports_without_errors(run: Run) -> None:
    """The suite's own imports are enough, also under other names: Robot reports no errors."""
    assert run.errors == []


def test_the_code_is_masked_when_typed(run: Run) -> None:
    """The message of Input Text masks the one-time password that it types."""
    test = run.test("Code That Was Sent Logs In")
    typed = [message.text for message in test.messages() if "into text field 'accessibility_id=otp'" in message.text]
    assert typed == ["Typing text '***' into text field 'accessibility_id=otp'"]


def test_several_validations_run_with_the_number_on_the_screen(run: Run) -> None:
    """Each given slug becomes an outcome of the test."""
    tags = run.test("Order Is Confirmed On Screen And In Backend").tags
    assert {"@order-created", "@payment-captured"} <= set(tags)


def test_the_backend_is_queried_although_the_step_has_failed(run: Run) -> None:
    """The log has the backend's answer beside the step's failure."""
    test = run.test("Backend Is Queried Although The Step Fails")
    both = [step for step in test.walk() if step.name == "Do And Validate"][-1]
    assert [step.status for step in both.walk() if step.name == "Validate Backend"] == ["PASS"]
