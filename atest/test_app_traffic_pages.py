"""The pages on the app's requests: their examples run on the demo's app, and fail as shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from atest.phones import pointed_at
from atest.robot_process import Robot, Run
from demo.app_traffic import AppTraffic
from demo.servers import ROOT, free_port
from demo.suites import ShopTestApi

HOW_TO = ROOT / "docs" / "how-to"
PAYING = ("Order Is Paid", "A Failed Payment Is Shown", "A Lost Order Is Noticed")
"""Examples that start at the payment screen; the pages omit the steps before it."""
SETTINGS = f"""\
*** Settings ***
Library          AppiumLibrary
Library          QuashLibrary    registry=validations.yaml
Library          {ShopTestApi.__file__}    ${{SHOP_URL}}
Test Setup       Open The Shop
Test Teardown    Close Application

*** Keywords ***
Open The Shop
    ${{customer}} =    New Customer
    Open Application    ${{APPIUM_URL}}    &{{PHONE}}
    Wait Until Element Is Visible    accessibility_id=log-in
    Input Text    accessibility_id=email    ${{customer.email}}
    Input Password    accessibility_id=password    ${{customer.password}}
    Click Element    accessibility_id=log-in
    Wait Until Page Contains    Welcome, ${{customer.name}}
    IF    $TEST_NAME in {PAYING}    Go To The Payment

Go To The Payment
    Click Element    accessibility_id=add-tea
    Click Element    accessibility_id=open-cart
    Wait Until Element Is Visible    accessibility_id=checkout
    Click Element    accessibility_id=checkout
    Wait Until Element Is Visible    accessibility_id=pay

"""
DOUBLE_TAP = """
Tea Is Added Twice
    Click Element    accessibility_id=add-tea
    Click Element    accessibility_id=add-tea
    @tea-added-once
"""


def page(name: str) -> str:
    """Return the text of a page."""
    return (HOW_TO / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run(fake_phone: Robot, mitmdump: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """Run the examples of a page, and additional tests."""

    def run(name: str, more: str = "") -> Run:
        traffic = AppTraffic(mitmdump, free_port())
        robot = pointed_at(fake_phone, traffic.app_url)
        robot = robot.given(environment=traffic.environment(str(tmp_path_factory.mktemp("home"))))
        folder = tmp_path_factory.mktemp("page")
        registry, *_ = re.findall(r"^```yaml\n(.*?)^```$", page(name), re.DOTALL | re.MULTILINE)
        registry = registry.replace("http://127.0.0.1:8080", robot.variables["SHOP_URL"])
        (folder / "validations.yaml").write_text(registry.replace("8888", str(traffic.port)), encoding="utf-8")
        suites = re.findall(r"^```robotframework\n(.*?)^```$", page(name), re.DOTALL | re.MULTILINE)
        suite = SETTINGS + "\n".join(suites) + more
        (folder / "page.robot").write_text(suite, encoding="utf-8")
        return robot.run(folder / "page.robot")

    return run


def test_checking_what_the_app_sent(run: Callable[..., Run]) -> None:
    """All examples of the page pass; a double tap fails with the message that it shows."""
    name = "check-what-the-app-sent.md"
    done = run(name, DOUBLE_TAP)
    failed = {test.name for test in done.suite.all_tests() if test.status == "FAIL"}
    assert failed == {"Tea Is Added Twice"}, done.console
    first, place, *_, last = done.test("Tea Is Added Twice").message.splitlines()
    assert first in page(name)
    assert place.rpartition("/")[2] in page(name)
    assert last in page(name)


def test_breaking_what_the_app_sends(run: Callable[..., Run]) -> None:
    """The demo's app hides a failed payment and cannot notice a lost order: both examples fail as the page shows."""
    name = "break-app-requests.md"
    done = run(name)
    assert done.test("A Failed Payment Is Shown").message in page(name)
    assert done.test("A Lost Order Is Noticed").first_line in page(name)
