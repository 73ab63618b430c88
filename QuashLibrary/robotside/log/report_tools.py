"""Evidence and times for the listeners of other report tools, Allure and ReportPortal, if the run has loaded them.

In: the evidence of an outcome as files in memory, and the true times of a step. Out: attachments and times of the
running step in those tools. Both tools see Robot's steps and messages, but not the files that our messages link. Allure
records the time at which it is notified of a step. This module imports only what the run has already loaded, and a tool
that fails does not fail a test.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from QuashLibrary.robotside.log.messages import warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

_TROUBLE = (OSError, RuntimeError, ValueError, TypeError, LookupError, AttributeError)


class EvidenceFile(NamedTuple):
    """A piece of evidence: a readable name, content, media type, and the suffix of its file."""

    name: str
    data: bytes
    media_type: str
    suffix: str


def attach_to_all(items: Iterable[EvidenceFile]) -> None:
    """Attach evidence to the running step in every report tool that is loaded."""
    tools = loaded_tools()
    for item in items if tools else ():
        for name, attach in tools.items():
            try:
                attach(item)
            except _TROUBLE as error:
                warning(f"cannot attach {item.name} in {name}: {type(error).__name__}: {error}")


def tell_times(start: datetime, end: datetime) -> None:
    """Set the true times of the running step in Allure, which otherwise reads its own clock."""
    if (allure := _loaded_allure()) is None:
        return
    with suppress(*_TROUBLE):
        for plugin in allure.plugin_manager.get_plugins():
            if (lifecycle := getattr(plugin, "lifecycle", None)) is not None:
                with lifecycle.update_step() as step:
                    # Allure sets the end only if there is none.
                    step.start, step.stop = (round(moment.timestamp() * 1000) for moment in (start, end))


def loaded_tools() -> dict[str, Callable[[EvidenceFile], object]]:
    """Return functions that attach evidence to the running step, by the name of each report tool that is loaded."""
    tools: dict[str, Callable[[EvidenceFile], object]] = {}
    if (allure := _loaded_allure()) is not None:
        tools["Allure"] = partial(_attach_to_allure, allure.plugin_manager.hook)
    if "robotframework_reportportal.listener" in sys.modules:
        from robotframework_reportportal import logger

        tools["ReportPortal"] = partial(_attach_to_report_portal, logger)
    return tools


def _loaded_allure() -> Any:
    return sys.modules.get("allure_commons") if "allure_robotframework" in sys.modules else None


def _attach_to_allure(hook: Any, item: EvidenceFile) -> None:
    hook.attach_data(body=item.data, name=item.name, attachment_type=item.media_type, extension=item.suffix)


def _attach_to_report_portal(logger: Any, item: EvidenceFile) -> None:
    attachment = {"name": f"{item.name}.{item.suffix}", "data": item.data, "mime": item.media_type}
    logger.info(item.name, attachment=attachment)
