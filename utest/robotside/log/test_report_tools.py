"""Evidence for report tools whose listeners are loaded; atest tests Allure with real runs."""

import logging
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from QuashLibrary.robotside.log.report_tools import EvidenceFile, attach_to_all, loaded_tools

PICTURE = EvidenceFile("screen of the app", b"picture", "image/png", "png")


def module(name: str, **members: Any) -> ModuleType:
    """Return a loaded module."""
    made = ModuleType(name)
    made.__dict__.update(members)
    return made


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """The items that the logger of a loaded ReportPortal received."""
    given: list[tuple[str, object]] = []
    logger = SimpleNamespace(info=lambda text, attachment: given.append((text, attachment)))
    package = "robotframework_reportportal"
    monkeypatch.setitem(sys.modules, package, module(package, logger=logger))
    monkeypatch.setitem(sys.modules, f"{package}.listener", module(f"{package}.listener"))
    return given


def test_nothing_is_loaded_for_a_run_that_has_no_such_tool() -> None:
    """An installed package that the run does not use stays unloaded."""
    assert not list(loaded_tools())


def test_reportportal_gets_the_evidence(taken: list[tuple[str, object]]) -> None:
    """ReportPortal gets a name, the bytes, and their media type."""
    attach_to_all([PICTURE])
    attachment = {"name": "screen of the app.png", "data": b"picture", "mime": "image/png"}
    assert taken == [("screen of the app", attachment)]


def test_a_tool_that_fails_costs_no_test(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A failure of a tool is a warning that names the tool and the evidence."""

    def fail(**_: object) -> None:
        raise OSError("No space left on device")

    hook = SimpleNamespace(attach_data=fail)
    monkeypatch.setitem(sys.modules, "allure_robotframework", module("allure_robotframework"))
    monkeypatch.setitem(
        sys.modules, "allure_commons", module("allure_commons", plugin_manager=SimpleNamespace(hook=hook))
    )
    with caplog.at_level(logging.WARNING):
        attach_to_all([PICTURE])
    told = "cannot attach screen of the app in Allure: OSError: No space left on device"
    assert [record.message for record in caplog.records] == [told]
