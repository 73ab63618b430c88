"""The listener: hands Robot's events to its features, masks secrets, and lets no failure of its own disappear.

Registered by the library for the suites that import it, and by `--listener QuashLibrary.Listener` for all. If both
are, one of them handles the events of the run.
"""

from typing import Any

from QuashLibrary.robotside.app.ui_steps import UiSteps
from QuashLibrary.robotside.attach.attachments import Attachments
from QuashLibrary.robotside.attach.listener_library import ListenerLibrary
from QuashLibrary.robotside.background.boundaries import WatchBoundaries
from QuashLibrary.robotside.dispatcher import Dispatcher
from QuashLibrary.robotside.log.run_report import RunReport
from QuashLibrary.robotside.log.step_times import StepTimes
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.robot_api.context import command_line_listeners, current_run
from QuashLibrary.robotside.state.feature import Feature
from QuashLibrary.robotside.state.run import RunState, run_state
from QuashLibrary.robotside.use.dry_run import DryRun
from QuashLibrary.robotside.use.secret_inputs import SecretInputs
from QuashLibrary.robotside.use.skips import SkipOnFailure
from QuashLibrary.robotside.use.suite_registries import SuiteRegistries
from QuashLibrary.robotside.use.test_tags import TestTags

FEATURES: tuple[type[Feature], ...] = (
    RunReport,  # Planned first: a failure of the others must not cost the report.
    SuiteRegistries,  # Before all that ask the suite for its registries.
    ListenerLibrary,  # After the imports of the suite, which it must not repeat.
    TestTags,  # A test is tagged when its outcomes and its verdict are final.
    SkipOnFailure,  # After the features that can fail a test at its end.
    SecretInputs,  # Before the keyword runs, and before what is attached to it.
    WatchBoundaries,  # Ends after Attachments: an outcome is shown only after a step that passed with its attachments.
    Attachments,  # Before UiSteps at the start, after it at the end: what a UI step runs itself triggers nothing.
    DryRun,  # Fails a step before Attachments looks at its status.
    UiSteps,
    StepTimes,
)
"""What the listener does, in the order of starts; ends happen in the reverse order, as if features were nested."""


class Listener:
    """Robot's listener interface, version 3."""

    ROBOT_LISTENER_API_VERSION = 3
    # Above other listeners: Allure's reads tags and messages of a test when it ends.
    ROBOT_LISTENER_PRIORITY = 100

    def __init__(self, *registries: str, **options: Any) -> None:
        """Take registries for all suites: `--listener QuashLibrary.Listener:validations.yaml:strict=False`.

        The options are those of an import of the library: environment, ui_library, screenshots, report, strict.
        """
        self.options = ImportOptions.of_listener(registries, options)
        self._robot_run: Any = None
        self._dispatcher: Dispatcher | None = None

    def start_suite(self, data: Any, result: Any) -> None:
        """Begin a suite."""
        if dispatcher := self._active():
            dispatcher.start_suite(data, result)

    def end_suite(self, data: Any, result: Any) -> None:
        """End a suite."""
        if dispatcher := self._active():
            dispatcher.end_suite(data, result)

    def start_test(self, data: Any, result: Any) -> None:
        """Begin a test."""
        if dispatcher := self._active():
            dispatcher.start_test(data, result)

    def end_test(self, data: Any, result: Any) -> None:
        """End a test."""
        if dispatcher := self._active():
            dispatcher.end_test(data, result)

    def start_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Begin a keyword of a library."""
        if dispatcher := self._active():
            dispatcher.start_step("start_library_keyword", data, implementation, result)

    def end_library_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """End a keyword of a library."""
        if dispatcher := self._active():
            dispatcher.end_step("end_library_keyword", data, implementation, result)

    def start_user_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """Begin a user keyword."""
        if dispatcher := self._active():
            dispatcher.start_step("start_user_keyword", data, implementation, result)

    def end_user_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """End a user keyword."""
        if dispatcher := self._active():
            dispatcher.end_step("end_user_keyword", data, implementation, result)

    def end_invalid_keyword(self, data: Any, implementation: Any, result: Any) -> None:
        """End a keyword that cannot run, or that was kept from running: Robot takes it for invalid then."""
        if dispatcher := self._active():
            dispatcher.end_prevented_step("end_invalid_keyword", result)

    def start_for_iteration(self, data: Any, result: Any) -> None:
        """Mask the values of a loop."""
        if dispatcher := self._active():
            dispatcher.start_iteration("start_for_iteration", result)

    def end_body_item(self, data: Any, result: Any) -> None:
        """Mask a control structure."""
        if dispatcher := self._active():
            dispatcher.end_body_item("end_body_item", result)

    def library_import(self, library: Any, importer: Any) -> None:
        """Learn that the libraries of the suite have changed."""
        if dispatcher := self._active():
            dispatcher.import_library()

    def log_message(self, message: Any) -> None:
        """Mask what a library logs."""
        if dispatcher := self._active():
            dispatcher.masking.message(message)

    def message(self, message: Any) -> None:
        """Mask a message of Robot itself."""
        if dispatcher := self._active():
            dispatcher.masking.message(message)

    def _active(self) -> Dispatcher | None:
        """Return the dispatcher of the running run; None outside a run, and if another listener handles its events.

        After a run, messages are still masked by what it knew.
        """
        robot_run = current_run()
        if robot_run is not self._robot_run and robot_run is not None:
            run = run_state()
            handler = handler_of(run)
            run.listener = run.listener or handler or self
            self._dispatcher = Dispatcher(run, FEATURES) if run.listener is self else None
            self._robot_run = robot_run
        return self._dispatcher


def handler_of(run: RunState) -> Listener | None:
    """Return the listener of the command line that handles a run; None if there is none.

    The options of all of them count.
    """
    listeners = [listener for listener in command_line_listeners() if isinstance(listener, Listener)]
    run.listener_options = [listener.options for listener in listeners]
    return listeners[0] if listeners else None


def library_listener(run: RunState) -> Listener | None:
    """Return the listener that an import of the library registers; None if one of the command line hears everything."""
    if run.listener is None:
        run.listener = handler_of(run) or Listener()
    return None if run.listener_options else run.listener
