"""The UI-only run of the demo lacks QuashLibrary and its steps, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from robot import running

from demo.robot_run import DEMO_SUITE
from demo.ui_only import UiOnly

SUITE = """
*** Settings ***
Library    QuashLibrary    registry=validations.yaml

*** Test Cases ***
Nested
    [Setup]    @order-created    order_id=1
    IF    True
        @order-created    order_id=1
    ELSE
        Log    kept
    END
    FOR    ${i}    IN RANGE    2
        Validate Backend    @order-created    order_id=${i}
        Log    kept too
    END
    VAR    @{list}    a    b
    Own Keyword
    QuashLibrary.Fetch Into Variable    ${otp}    @latest-otp

*** Keywords ***
Own Keyword
    fetch_backend_value    @latest-otp
    [Teardown]    @order-created    order_id=1
"""


def names(body: Any) -> list[str]:
    """Return the names of all keyword calls, including nested ones."""
    found: list[str] = []
    for step in body:
        found += names(step.body) if hasattr(step, "body") else [getattr(step, "name", step.type)]
    return found


def ui_only(suite: running.TestSuite) -> running.TestSuite:
    """Return the suite as ``--prerunmodifier`` changes it."""
    suite.visit(UiOnly())
    return suite


def test_steps_are_dropped_wherever_they_stand() -> None:
    """Steps are dropped in blocks, setups, teardowns and own keywords; an empty body does not fail."""
    suite = ui_only(running.TestSuite.from_string(SUITE))
    test, keyword = suite.tests[0], suite.resource.keywords[0]
    assert names(test.body) == ["No Operation", "Log", "Log", "@{list}", "Own Keyword"]
    assert names(keyword.body) == ["No Operation"]
    assert not test.has_setup
    assert not keyword.has_teardown
    assert not suite.resource.imports


def test_demo_suite_keeps_its_ui_steps() -> None:
    """The demo suite loses only its backend steps and its import."""
    whole = running.TestSuite.from_file_system(Path(DEMO_SUITE))
    rest = ui_only(running.TestSuite.from_file_system(Path(DEMO_SUITE)))
    assert [test.name for test in rest.tests] == [test.name for test in whole.tests]
    owners = [(list(suite.tests), list(suite.resource.keywords)) for suite in (whole, rest)]
    before, after = ([name for group in parts for owner in group for name in names(owner.body)] for parts in owners)
    dropped = [name for name in before if name not in after]
    assert set(dropped) == {"@order-created", "@payment-captured", "@session-created", "Fetch Into Variable"}
    assert len(before) - len(dropped) == len(after)
    assert {item.name for item in rest.resource.imports} == {"AppiumLibrary", "ShopTestApi.py"}
