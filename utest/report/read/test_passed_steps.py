"""A passed UI step gives the same result when read in one pass and part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from QuashLibrary.report.read import output_reader
from utest.report.outputs import case, kw, msg, read, ui, written

if TYPE_CHECKING:
    from pathlib import Path

MESSAGES = (msg("", html=False), msg("Clicking element 'id=pay'.", html=False), msg("another one", html=False))
STEPS = (
    ui("Click Element", "id=pay"),
    kw("Input Text", *MESSAGES, args=("id=note", "", "é < &"), owner="AppiumLibrary"),
    kw("Log Source", msg("x" * 500, html=False), owner="AppiumLibrary"),
    kw("Capture Page Screenshot", msg('<img src="1.png">'), owner="AppiumLibrary"),
    kw("Open Shop", ui("Click Element", "id=open"), kw("Pay", ui("Tap", "x")), ui("Swipe"), owner=""),
    kw("Click Through", ui("Click Element", "id=a"), ui("Click Element", "id=b"), owner="AppiumLibrary"),
    kw("› Tap", owner="AppiumLibrary"),
    kw("app request failed: POST /orders", owner="AppiumLibrary"),
    kw("Wait Until Keyword Succeeds", ui("Tap"), owner="AppiumLibrary"),
    f"<for><iter>{ui('Tap', 'first')}</iter><iter>{ui('Tap', 'second')}</iter></for>",
    "<if><branch>" + ui("Tap", "in a branch") + "</branch></if>",
    '<kw name="Tap" library="AppiumLibrary"><arg>old</arg>'
    '<status status="PASS" starttime="20260101 12:00:00.000" endtime="20260101 12:00:01.500"/></kw>',
    '<kw name="Tap" owner="AppiumLibrary"><status status="NOT RUN" start="2026-01-01T12:00:00" elapsed="0"/></kw>',
    '<kw name="Tap" owner="AppiumLibrary"><status status="PASS" start="damaged" elapsed="-1"/></kw>',
    '<kw name="Tap" owner="AppiumLibrary"/>',
)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_the_same_whichever_way_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Reading in one pass is only faster."""
    output = written(tmp_path, case("One", step, step), case("Two", step, number=2))
    at_once, _ = read(output)
    monkeypatch.setattr(output_reader, "passed_step", lambda *_: None)
    part_by_part, _ = read(output)
    assert at_once == part_by_part
