"""The listener: knows the UI steps, gives log steps their true times, tags tests, masks secrets.

Registered by the library for the suites that import it, and by `--listener QuashLibrary.Listener` for
all. Where both are, an event is handled once.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from robot.libraries.BuiltIn import BuiltIn
from robot.result import Keyword
from robot.running.context import EXECUTION_CONTEXTS

from QuashLibrary.language.printable import safe
from QuashLibrary.robotside.app.ui_library import is_ui_library
from QuashLibrary.robotside.attach import retries as retrying
from QuashLibrary.robotside.attach import steps_and_tests as attaching
from QuashLibrary.robotside.attach.listener_library import Given, bring
from QuashLibrary.robotside.background import watches as watching
from QuashLibrary.robotside.hooks import hook
from QuashLibrary.robotside.keywords.inputs import secret_preset
from QuashLibrary.robotside.log.steps import STEP_KEYWORD
from QuashLibrary.robotside.robot_api.skip_on_failure import skip_on_failure
from QuashLibrary.robotside.state.session import Session, SuiteState, TestState, UiStep, current_session
from QuashLibrary.robotside.use import dry_run as dryrun
from QuashLibrary.robotside.use.cells import looked_up, step_text
from QuashLibrary.robotside.use.leases import give_back
from QuashLibrary.robotside.use.written_calls import read_call
from QuashLibrary.views.message import summary


class Listener:
    """Robot's listener interface, version 3."""

    ROBOT_LISTENER_API_VERSION = 3
    # Above other listeners: Allure's reads tags and messages of a test when it ends.
    ROBOT_LISTENER_PRIORITY = 100

    def __init__(
        self,
        *registries: str,
        environment: str | None = None,
        ui_library: str = "AppiumLibrary",
        screenshots: Literal["failure", "always", "never"] = "failure",
        report: str | None = "quash",
        strict: bool = True,
    ) -> None:
        """Take registries for all suites: `--listener QuashLibrary.Listener:validations.yaml:strict=False`."""
        self._complete: Path | None = None
        self.session: Session = current_session()
        self.session.listener = self
        if registries:
            self.session.given.append(Given(registries, environment, ui_library, screenshots, report, strict))
        self.session.reporting.decide(report)
        self._trouble = ""
        self._ui_owners: dict[tuple[Any, int], bool] = {}
        self.session.ui_libraries.add(ui_library)
        self.session.strict = self.session.strict and strict

    @classmethod
    def of_session(cls, session: Session) -> "Listener":
        """Return the one listener that all imports of the library share."""
        return session.listener if isinstance(session.listener, cls) else cls()

    @hook
    def start_suite(self, data: Any, result: Any) -> None:
        """Let libraries look for their registry anew: Robot imports equal arguments only once."""
        self.session.suites.append(SuiteState())
        self.session.reporting.plan()
        self._trouble = bring(self.session)
        for library in BuiltIn()._namespace.libraries:
            follow_suite = getattr(library.instance, "follow_suite", None)
            if follow_suite is not None and follow_suite():
                library.create_keywords()

    @hook
    def start_test(self, data: Any, result: Any) -> None:
        """Begin with nothing fetched and no UI steps; put in what is attached to the test."""
        self.session.test = TestState(in_test=True, running=result)
        self.session.ui_depth = self.session.attaching.own = 0
        watching.start_test(self.session, data)
        if self._trouble:
            data.error = self._trouble
        else:
            attaching.start_test(self.session, data, result)

    @hook
    def end_test(self, data: Any, result: Any) -> None:
        """Await what nobody has awaited, and tag the test with the validations it used."""
        had_passed = result.passed
        attaching.end_test(self.session, data, result)
        watching.end_test(self.session, data, result)
        if had_passed and result.failed:
            skip_on_failure(result)
        result.tags.add(item.name for item in self.session.test.watches)
        for index, outcome in enumerate(self.session.test.outcomes):
            result.tags.add(outcome.name)
            if index in self.session.test.retried:
                continue
            if outcome.verdict != "passed":
                result.tags.add(f"{outcome.name}:failed")
            if outcome.silent:
                result.tags.add("silent-failure")
        if result.passed:
            result.message = "\n".join(filter(None, [result.message, *self._warnings()]))
        result.message = self._clean(result.message)
        result.doc = self._clean(result.doc)
        result.tags = [self._clean(tag) for tag in result.tags]
        give_back(self.session.test.leases)
        self.session.test = TestState()

    @hook
    def start_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Note a UI step; UI keywords that it runs itself are part of it. Learn secret inputs."""
        if not attaching.start_step(self.session, data, implementation, result) or result.not_run:
            return
        retrying.start_step(self.session, implementation)
        if not self._is_of_ui(implementation.owner):
            call = read_call(implementation, data)
            self.session.misnamed = dryrun.unknown_input(call) if call and implementation.name in call.slugs else ""
            self._learn_secret_inputs([*(call.secret_cells() if call else ()), *secret_preset(implementation, data)])
            return
        self.session.ui_depth += 1
        if self.session.ui_depth == 1:
            self.session.test.ui_steps.append(UiStep(step_text(result), self.session.clock.now()))

    @hook
    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Give log steps their times, and tell dry-run what is wrong."""
        if not self.session.test.in_test:
            self._join_test()
        if self._is_of_ui(implementation.owner):
            self._end_ui_step(result)
        elif implementation.name == STEP_KEYWORD and self.session.log_steps:
            step = self.session.log_steps[-1]
            if step.started is not None:
                result.start_time = step.started.astimezone().replace(tzinfo=None)
                result.elapsed_time = timedelta(seconds=step.elapsed)
        elif implementation.name == STEP_KEYWORD and result.not_run and self.session.placed_steps:
            watching.placed_step_not_run(self.session)
        elif EXECUTION_CONTEXTS.current.dry_run:
            call = read_call(implementation, data)
            if call is not None and (problem := dryrun.problem(call, data)):
                result.status, result.message = "FAIL", problem
        attaching.end_step(self.session, data, implementation, result)
        if not result.not_run:
            retrying.end_step(self.session, implementation, result)
        watching.end_step(self.session, data, result)
        self._clean_result(result)

    @hook
    def start_user_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Use what is attached before it."""
        attaching.start_step(self.session, data, implementation, result)

    @hook
    def end_user_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Use what is attached after it, and mask secrets in its message."""
        attaching.end_step(self.session, data, implementation, result)
        self._clean_result(result)

    @hook
    def end_invalid_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Tell what has kept a step from running: Robot takes it for invalid then."""
        attaching.end_prevented(self.session, result)
        self._clean_result(result)

    @hook
    def library_import(self, library: Any, importer: Any) -> None:
        """Look anew for what the registries of the suite attach."""
        self.session.suites[-1].held = None

    @hook
    def start_for_iteration(self, data: Any, result: Any) -> None:
        """Mask secrets in the values that Robot shows beside a loop's variables."""
        for name, value in result.assign.items():
            result.assign[name] = self._clean(value)

    @hook
    def end_body_item(self, data: Any, result: Any) -> None:
        """Mask secrets in the messages of user keywords and control structures."""
        self._clean_result(result)

    @hook
    def log_message(self, message: Any) -> None:
        """Mask secrets in what any library logs."""
        redacted = self.session.redacted_html
        if message.html and hash(message.message) in redacted:
            # Our own evidence is redacted; a mask amid its record could make that unreadable. By its hash, since under
            # a test's timeout Robot tells of messages only when the keyword has ended.
            redacted.discard(hash(message.message))
            return
        self._clean_message(message)

    @hook
    def message(self, message: Any) -> None:
        """Mask secrets in Robot's own messages."""
        self._clean_message(message)

    @hook
    def end_suite(self, data: Any, result: Any) -> None:
        """Mask secrets in what tests have set on the suite; close connections when the run is over."""
        result.doc = self._clean(result.doc)
        for name, value in result.metadata.items():
            result.metadata[name] = self._clean(value)
        watching.end_suite(self.session)
        if len(self.session.suites) > 1:
            give_back(self.session.suites.pop().leases)
        if data.parent is None:
            self.session.runner.close()

    def output_file(self, path: Any) -> None:
        """Remember that the output is complete; only a listener of the command line is told."""
        self._complete = Path(str(path))

    def close(self) -> None:
        """Write the report, after Robot's own; where the output is not complete, only an import of the library ends."""
        if self._complete is not None:
            self.session.reporting.write(self._complete)
            self._complete = None

    def _join_test(self) -> None:
        """Take the test that runs for begun where one of its steps has imported the library."""
        test = getattr(EXECUTION_CONTEXTS.current, "test", None)
        if test is not None:
            self.session.test = TestState(in_test=True, running=test)

    def _is_of_ui(self, owner: Any) -> bool:
        """Return whether a keyword's owner is a UI library; asked twice for every keyword."""
        names = self.session.ui_libraries
        key = owner, len(names)
        if key not in self._ui_owners:
            self._ui_owners[key] = is_ui_library(owner, names)
        return self._ui_owners[key]

    def _end_ui_step(self, result: Any) -> None:
        if result.not_run:
            return
        self.session.ui_depth -= 1
        if self.session.ui_depth == 0 and self.session.test.ui_steps:
            self.session.test.ui_steps[-1].failed = result.failed
            self.session.apps.used = self.session.clock.monotonic()

    def _warnings(self) -> list[str]:
        """Return what a test that passed was warned of: its message is all that some readers see."""
        missed = [outcome for outcome in self.session.test.outcomes if outcome.policy == "warn"]
        return [f"Backend warning: {summary(outcome, self.session.redactor)}" for outcome in missed]

    def _learn_secret_inputs(self, cells: Sequence[str]) -> None:
        """Robot traces arguments before a keyword gets them."""
        for cell in cells:
            self.session.redactor.add(looked_up(cell))

    def _clean_message(self, message: Any) -> None:
        cleaned = self._clean(message.message)
        if cleaned != message.message:
            message.message = cleaned

    def _clean_result(self, result: Any) -> None:
        text = getattr(result, "message", "")
        if text and (cleaned := self._clean(text)) != text:
            result.message = cleaned
        # Of control structures only values are written when they end; to ask these for arguments is warned of.
        for name in ("args",) if isinstance(result, Keyword) else ("values", "value"):
            cells = tuple(getattr(result, name, ()))
            masked = tuple(self._clean(cell) if isinstance(cell, str) else cell for cell in cells)
            if masked != cells:
                setattr(result, name, masked)

    def _clean(self, text: str) -> str:
        return safe(self.session.redactor.clean(text)) if text else text
