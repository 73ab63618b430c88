"""QuashLibrary/quash.resource as suites use it: over the app, the backend and the libraries they import themselves."""

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
    """The suites of the resource; of a checkout, the resource is put where the wheel has it."""
    if os.environ.get(INTERPRETER):
        return fake_phone.run("resources")
    package = new_folder() / "QuashLibrary"
    package.mkdir()
    shutil.copy(RESOURCE, package)
    return fake_phone.given("--pythonpath", str(package.parent)).run("resources")


def test_every_keyword_ends_as_documented(run: Run) -> None:
    """Each keyword passes where app and backend agree, and tells what is wrong where they do not."""
    run.assert_as_documented()


def test_the_resource_imports_without_a_complaint(run: Run) -> None:
    """The suite's own imports are enough, under other names as well: Robot has nothing to say about them."""
    assert run.errors == []


def test_the_code_is_typed_unseen(run: Run) -> None:
    """The one-time password that Input Text types stands masked in its own message."""
    test = run.test("Code That Was Sent Logs In")
    typed = [message.text for message in test.messages() if "into text field 'accessibility_id=otp'" in message.text]
    assert typed == ["Typing text '***' into text field 'accessibility_id=otp'"]


def test_several_validations_are_asked_with_the_number_on_the_screen(run: Run) -> None:
    """Each slug that is given becomes an outcome of the test."""
    tags = run.test("Order Is Confirmed On Screen And In Backend").tags
    assert {"@order-created", "@payment-captured"} <= set(tags)


def test_the_backend_is_asked_although_the_step_has_failed(run: Run) -> None:
    """What the backend says stands in the log beside the step's failure."""
    test = run.test("Backend Is Asked Although The Step Fails")
    asked = [step for step in test.walk() if step.name == "Do And Validate"][-1]
    assert [step.status for step in asked.walk() if step.name == "Validate Backend"] == ["PASS"]
