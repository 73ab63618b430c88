"""UI steps: the actions in the app, and whether they failed. A failed outcome after them may be silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.drivers import session_of
from QuashLibrary.robotside.app.ui_library import is_ui_library
from QuashLibrary.robotside.robot_api.cells import step_text
from QuashLibrary.robotside.state.libraries import suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_library_keyword
from QuashLibrary.robotside.state.test import UiStep

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent


class UiSteps(Feature):
    """Notes UI steps; keywords inside a UI step are part of it."""

    def start_test(self, data: object, result: object) -> None:
        """Begin outside UI steps, even if the previous test left one open."""
        self.run.test.ui_depth = 0

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of a UI library."""
        return is_ui_keyword(self.run, implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Note a step of a UI library."""
        if not step.result.not_run and is_ui_step(self.run, step):
            self.run.test.ui_depth += 1
            if self.run.test.ui_depth == 1:
                library = str(getattr(step.owner, "real_name", "") or step.owner.name)
                text = step_text(step.result)
                self.run.test.ui_steps.append(UiStep(text, self.run.clock.now(), library=library))
        return True

    def end_step(self, step: StepEvent) -> None:
        """Note whether the step failed; if it passed, the app has answered."""
        test = self.run.test
        if not step.result.not_run and is_ui_step(self.run, step):
            test.ui_depth -= 1
            if test.ui_depth == 0 and test.ui_steps:
                test.has_failed_ui_step = test.has_failed_ui_step or step.result.failed
                test.ui_steps[-1].failed, test.ui_steps[-1].ended = step.result.failed, self.run.clock.now()
                self.run.apps.last_used = self.run.clock.monotonic()
                if self.run.apps.lost and step.result.passed:
                    self.run.apps.lost.discard(session_of(step.owner.instance))
        self.end_structure(step.result)

    def end_structure(self, result: Any) -> None:
        """Forget failures inside a structure that passed: the suite handled them, so no user saw one."""
        if not result.passed:
            return
        for step in reversed(self.run.test.ui_steps):
            if step.started.replace(tzinfo=None) < result.start_time:
                break
            step.failed = False


def is_ui_step(run: RunState, step: StepEvent) -> bool:
    """Return whether a step is a keyword of a UI library."""
    return is_ui_keyword(run, step.implementation)


def is_ui_keyword(run: RunState, implementation: Any) -> bool:
    """Return whether a keyword belongs to a UI library; computed once for each library of a suite."""
    if not is_library_keyword(implementation):
        return False
    libraries, owner = suite_libraries(run), implementation.owner
    if owner not in libraries.is_ui:
        libraries.is_ui[owner] = is_ui_library(owner, libraries.ui_libraries)
    return libraries.is_ui[owner]
