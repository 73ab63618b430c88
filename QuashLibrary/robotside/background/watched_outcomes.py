"""The outcome of a watch: when it becomes part of the test, and how the log shows it."""

from datetime import datetime

from QuashLibrary.robotside.log.steps import LogKeyword, LogStep
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.watched import WatchedValidation
from QuashLibrary.robotside.use.validations import Validations

Watched = WatchedValidation[Validations]


def take(run: RunState, item: Watched) -> None:
    """Make an outcome that is known part of the running test, with the UI steps that began before it was known."""
    if item.outcome is None and item.watch.done and not (item.is_given_up or item.watch.crashed):
        ui = run.test.ui_context(item.watch.known)
        [item.outcome], item.needed = item.validations.record([item.watch.outcome], [item.watch.call], ui)


def show(item: Watched) -> None:
    """Write the outcome into the log, in a step of its own."""
    item.is_shown = True
    item.validations.log().write_steps([*item.needed, *([item.outcome] if item.outcome else [])])


class WatchKeyword(LogKeyword):
    """The step between the steps of a test that shows the outcome of a watch."""

    __slots__ = ("item",)

    def __init__(self, item: Watched) -> None:
        verdict = item.outcome.verdict if item.outcome else ""
        title = f"watched: {item.name} {verdict}, known at {clock_time(item.watch.known)}"
        super().__init__(item.validations.library_name, LogStep(title, lambda: show(item)))
        self.item = item


def clock_time(moment: datetime) -> str:
    """Return the time of day to a tenth of a second."""
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
