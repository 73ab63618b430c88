"""docs/how-to/migrate-from-requestslibrary.md: both sides check the same things, and the page's figures are right."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from atest.robot_process import Robot, Run
from demo.servers import ROOT

PAGE = (ROOT / "docs" / "how-to" / "migrate-from-requestslibrary.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8080"
MASKED = "***"


def blocks(language: str) -> list[str]:
    """Return the page's examples in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Sides:
    """Both suites of the page with the address replaced, and the shop that they check."""

    robot: Robot
    shop_url: str
    before: Path
    after: Path

    def runs(self, fault: str | None = None) -> tuple[Run, Run]:
        """Run each side with its own order while the shop has a fault for that customer."""
        return self._run(self.before, fault), self._run(self.after, fault)

    def _run(self, suite: Path, fault: str | None) -> Run:
        phone = f"+4917{uuid.uuid4().int % 10**8:08}"
        httpx.post(f"{self.shop_url}/api/otp", json={"phone": phone}, trust_env=False).raise_for_status()
        if fault:
            switch = f"{self.shop_url}/test/faults/{fault}"
            httpx.put(switch, params={"customer": phone}, trust_env=False).raise_for_status()
        order = {"customer": phone, "items": [{"sku": "tea", "quantity": 2}]}
        answer = httpx.post(f"{self.shop_url}/api/checkout", json=order, trust_env=False).raise_for_status()
        return self.robot.given(ORDER_ID=answer.json()["number"], PHONE=phone).run(suite)


@pytest.fixture(scope="module")
def sides(robot: Robot, shop_url: str, tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """The examples of the page, as files."""
    folder = tmp_path_factory.mktemp("migration")
    before, after = blocks("robotframework")
    [registry] = blocks("yaml")
    for name, text in {"before.robot": before, "after.robot": after, "validations.yaml": registry}.items():
        (folder / name).write_text(text.replace(ADDRESS, shop_url).replace("10 s", "4 s"), encoding="utf-8")
    return Sides(robot, shop_url, folder / "before.robot", folder / "after.robot")


@pytest.mark.parametrize("fault", [None, "slow-queue"])
def test_both_sides_pass(sides: Sides, fault: str | None) -> None:
    """Both pass on a good order, and both wait for a slow one."""
    for run in sides.runs(fault):
        assert run.code == 0, run.console


def test_both_sides_find_the_lost_payment(sides: Sides) -> None:
    """Both fail on a payment that is rolled back, with the messages that the page quotes."""
    before, after = (run.test("Order Is Paid").message for run in sides.runs("payment-rollback"))
    assert before.replace("4 seconds", "10 seconds") in PAGE
    first, place, *_ = after.splitlines()
    assert first in PAGE
    assert place.rpartition("/")[2] in PAGE


def test_the_fetched_code_is_masked_on_one_side(sides: Sides) -> None:
    """The log of RequestsLibrary's side shows the code; QuashLibrary's side masks it."""
    before, after = sides.runs()
    codes = re.findall(r"msg[^>]*>([0-9]{6})<", before.xml)
    assert codes
    assert not re.search(r"msg[^>]*>[0-9]{6}<", after.xml)
    assert f">{MASKED}<" in after.xml


def figures(row: str) -> list[int]:
    """Return the numbers in a row of the page's table."""
    [cells] = re.findall(rf"^\| {re.escape(row)} \|(.*)\|$", PAGE, re.MULTILINE)
    return [int(number) for number in re.findall(r"\d+", cells)]


def lines(text: str) -> int:
    """Count the non-blank lines."""
    return sum(bool(line.strip()) for line in text.splitlines())


def steps(text: str) -> int:
    """Count the steps of tests and keywords, without settings and comments."""
    body = text.partition("*** Test Cases ***")[2]
    return len(re.findall(r"^ +(?![#\[ ]|RETURN)\S", body, re.MULTILINE))


def test_the_figures_are_right() -> None:
    """The page states the lines and steps of both sides."""
    before, after = blocks("robotframework")
    [registry] = blocks("yaml")
    assert figures("lines in the suite, not counting blank ones") == [lines(before), lines(after)]
    assert figures("lines of YAML") == [0, lines(registry)]
    assert figures("steps in tests and keywords") == [steps(before), steps(after)]
