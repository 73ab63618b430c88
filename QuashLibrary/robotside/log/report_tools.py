"""Evidence for the listeners of other report tools, Allure and ReportPortal, if the run has loaded them.

In: the evidence of an outcome as files in memory. Out: attachments of the running step in those tools. Both see
Robot's steps and messages by themselves, but not the files that our messages link. Nothing is imported that the run
has not loaded itself, and a tool that fails does not fail a test.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from QuashLibrary.robotside.log.messages import warning


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A piece of evidence: a name for people, its content and media type, and the suffix of its file."""

    name: str
    data: bytes
    media_type: str
    suffix: str


class ReportTool(Protocol):
    """A report tool whose listener is loaded."""

    def attach(self, item: EvidenceFile) -> None:
        """Attach a piece of evidence to the running step."""


@dataclass(frozen=True, slots=True)
class Allure:
    """Allure's listener; `hook` calls whatever stores its results."""

    hook: Any

    def attach(self, item: EvidenceFile) -> None:
        """Attach a piece of evidence to the running step."""
        self.hook.attach_data(body=item.data, name=item.name, attachment_type=item.media_type, extension=item.suffix)


@dataclass(frozen=True, slots=True)
class ReportPortal:
    """ReportPortal's listener, which takes attachments from messages of its own kind."""

    logger: Any

    def attach(self, item: EvidenceFile) -> None:
        """Attach a piece of evidence to the running step."""
        attachment = {"name": f"{item.name}.{item.suffix}", "data": item.data, "mime": item.media_type}
        self.logger.info(item.name, attachment=attachment)


def attach_to_all(items: Iterable[EvidenceFile]) -> None:
    """Attach evidence to the running step in every report tool that is loaded."""
    tools = list(loaded_tools())
    for item in items if tools else ():
        for tool in tools:
            _attach(tool, item)


def loaded_tools() -> Iterable[ReportTool]:
    """Give the report tools whose listeners this run has loaded."""
    allure = sys.modules.get("allure_commons")
    if "allure_robotframework" in sys.modules and allure is not None:
        yield Allure(allure.plugin_manager.hook)
    if "robotframework_reportportal.listener" in sys.modules:
        from robotframework_reportportal import logger  # noqa: PLC0415 - only where it is loaded

        yield ReportPortal(logger)


def _attach(tool: ReportTool, item: EvidenceFile) -> None:
    try:
        tool.attach(item)
    except (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as error:
        warning(f"{type(tool).__name__} did not take the evidence {item.name}: {type(error).__name__}: {error}")
