"""The listener: passes Robot's events to its features, masks secrets, and reports every failure of its own.

The library registers it for the suites that import it, and `--listener QuashLibrary.Listener` for all suites. If both
do, one of them handles the events of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.ui_steps import UiSteps
from QuashLibrary.robotside.attach.attachments import Attachments
from QuashLibrary.robotside.attach.listener_library import ListenerLibrary
from QuashLibrary.robotside.background.warm_up import WarmUp
from QuashLibrary.robotside.background.watch_feature import WatchFeature
from QuashLibrary.robotside.event_dispatcher import Dispatcher
from QuashLibrary.robotside.log.run_report import RunReport
from QuashLibrary.robotside.log.steps import StepTimes
from QuashLibrary.robotside.options import ImportOptions
from QuashLibrary.robotside.proof.feature import ProofFeature
from QuashLibrary.robotside.robot_api.context import command_line_listeners, current_run
from QuashLibrary.robotside.robot_api.errors import TIMEOUTS
from QuashLibrary.robotside.state.run import run_state
from QuashLibrary.robotside.traffic.app_traffic import AppTraffic
from QuashLibrary.robotside.traffic.proxies import AppProxies
from QuashLibrary.robotside.use.dry_run import DryRun
from QuashLibrary.robotside.use.secret_inputs import SecretInputs
from QuashLibrary.robotside.use.suite_registries import SuiteRegistries
from QuashLibrary.robotside.use.test_ends import SkipOnFailure, TestTags
from QuashLibrary.robotside.use.unusable_imports import UnusableImports

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.robotside.state.listener_feature import Feature
    from QuashLibrary.robotside.state.run import RunState

FEATURES: tuple[type[Feature], ...] = (
    RunReport,  # First, so a failure of another feature does not lose the report.
    SuiteRegistries,  # Before the features that need the registries of the suite.
    ListenerLibrary,  # After the imports of the suite, because it must not repeat them.
    AppProxies,  # After the imports whose connections have an app, and before a suite setup that may start the app.
    UnusableImports,  # After the features that may find an import unusable.
    TestTags,  # Last at the end of a test, when its outcomes and its verdict are final.
    SkipOnFailure,  # After the features that can fail a test at its end.
    AppTraffic,  # Before the tags, and after the features that may still fail the test or wait in it.
    ProofFeature,  # Reads the app's requests before AppTraffic clears their log.
    SecretInputs,  # Before the keyword runs, and before its attached calls.
    WatchFeature,  # Ends after Attachments: an outcome is shown only after a step that passed with its attachments.
    Attachments,  # Before UiSteps at the start, after it at the end: keywords inside a UI step trigger nothing.
    DryRun,  # Fails a step before Attachments looks at its status.
    UiSteps,
    WarmUp,  # After the features that may prevent a step.
    StepTimes,
)
"""The features in the order of starts; ends happen in the reverse order, as if features were nested."""


def _handed_on(event: str) -> Callable[..., None]:
    """Return a listener method that passes an event to the method of the same name of the run's dispatcher."""

    def hand_on(listener: Listener, *details: Any) -> None:
        dispatcher = listener._dispatcher if current_run() is listener._robot_run else listener._active()
        if dispatcher is None:
            return
        try:
            getattr(dispatcher, event)(*details)
        except TIMEOUTS:
            raise
        except Exception:  # Robot would log any of them as an error, and the test would pass.
            dispatcher.note_failure(event)

    hand_on.__name__ = event
    return hand_on


class Listener:
    """Robot's listener interface, version 3."""

    ROBOT_LISTENER_API_VERSION = 3
    # Before other listeners: Allure's reads tags and messages of a test when it ends.
    ROBOT_LISTENER_PRIORITY = 100

    def __init__(self, *registries: str, **options: Any) -> None:
        """Set registries for all suites: `--listener QuashLibrary.Listener:validations.yaml:strict=False`.

        The options are the same as for an import of the library: environment, ui_library, screenshots, report, strict,
        mutate, evidence.
        """
        self.options = ImportOptions.of_listener(registries, options)
        self._robot_run: Any = None
        self._dispatcher: Dispatcher | None = None

    start_suite = _handed_on("start_suite")
    end_suite = _handed_on("end_suite")
    start_test = _handed_on("start_test")
    end_test = _handed_on("end_test")
    start_library_keyword = _handed_on("start_library_keyword")
    end_library_keyword = _handed_on("end_library_keyword")
    start_user_keyword = _handed_on("start_user_keyword")
    end_user_keyword = _handed_on("end_user_keyword")
    end_invalid_keyword = _handed_on("end_invalid_keyword")
    start_for_iteration = _handed_on("start_for_iteration")
    end_body_item = _handed_on("end_body_item")
    library_import = _handed_on("library_import")
    log_message = _handed_on("log_message")
    message = _handed_on("message")

    def _active(self) -> Dispatcher | None:
        """Return the dispatcher of the current run; None outside a run, or if another listener handles its events.

        After a run, its secrets are still masked in messages.
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

    The options of all such listeners apply.
    """
    listeners = [listener for listener in command_line_listeners() if issubclass(type(listener), Listener)]
    run.listener_options = [listener.options for listener in listeners]
    return listeners[0] if listeners else None


def library_listener(run: RunState) -> Listener | None:
    """Return the listener that an import of the library registers; None if the command line has one."""
    if run.listener is None:
        run.listener = handler_of(run) or Listener()
    return None if run.listener_options else run.listener
