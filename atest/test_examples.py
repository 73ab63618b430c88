"""The example registry of a shop, used as a team would: against the real shop and its app, healthy and broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from atest.disguises import leaks
from atest.phones import UI_VARIABLES
from atest.report_reader import of_run
from atest.robot_process import Robot, Run
from demo import servers
from demo.servers import ROOT
from demo.shop.server import TEST_TOKEN
from QuashLibrary.registry.load import load_registry

SLUGS = load_registry([ROOT / "resources" / "examples" / "shop"]).registry.slugs
CANNOT_BREAK = {"@catalogue-complete", "@catalogue-quick", "@catalogue-cached"}
"""Validations for which the shop has no fault; utest/docs/test_examples.py shows that they can fail."""

MUTATE = ("--listener", "QuashLibrary.Listener:mutate=True")


@pytest.fixture(scope="module")
def own_shop() -> Iterator[str]:
    """A shop in which no other test buys anything."""
    with servers.shop() as url:
        yield url


@pytest.fixture(scope="module")
def run(robot: Robot, appium_url: str, own_shop: str) -> Run:
    """All suites, on the simulated phone."""
    keys = dict.fromkeys(("PAYMENTS_PASSWORD", "MAILBOX_KEY"), TEST_TOKEN)
    phone = ";".join([str(UI_VARIABLES), "fake", appium_url, own_shop])
    return robot.given("--variablefile", phone, *MUTATE, environment=keys, SHOP_URL=own_shop).run("examples")


def test_examples_end_as_documented(run: Run) -> None:
    """They pass if the shop does what it promises, and fail if it does not."""
    run.assert_as_documented()


def test_there_are_thirty(run: Run) -> None:
    """A team has that many after some months, and each of them is used."""
    tags = {tag for test in run.suite.all_tests() for tag in test.tags}
    assert len(SLUGS) == 30
    assert {f"@{slug}" for slug in SLUGS} - tags == set()


def test_each_can_fail(run: Run) -> None:
    """A validation that passes whatever the backend does is worthless."""
    tags = {tag.removesuffix(":failed") for test in run.suite.all_tests() for tag in test.tags if ":failed" in tag}
    assert {f"@{slug}" for slug in SLUGS} - tags == CANNOT_BREAK


def test_how_many_changes_of_an_answer_they_notice(run: Run) -> None:
    """The how-to quotes the figures, which count each of the thirty once."""
    tests = of_run(run)["tests"]
    measured = {
        outcome["slug"]: outcome["changes"] for test in tests for outcome in test["outcomes"] if outcome["changes"]
    }
    tried, noticed, looked_at = (
        sum(item[key] for item in measured.values()) for key in ("tried", "noticed", "looked_at")
    )
    assert set(measured) == set(SLUGS)
    guide = " ".join((ROOT / "docs" / "how-to" / "sharpen-expectations.md").read_text(encoding="utf-8").split())
    others = f"{tried - looked_at:,} of the other {tried - noticed:,} are in values that nothing checks"
    assert f"notice {noticed:,} of {tried:,} changes; {others}" in guide


def test_no_secret_or_personal_data_is_in_the_log(run: Run) -> None:
    """Neither the all-powerful token nor the card holder, whom the registry redacts."""
    assert leaks(run, {"token": TEST_TOKEN, "holder": "A. Customer"}) == []
