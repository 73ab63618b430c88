"""Watches: begun, shown between the steps of the test as soon as they are known, awaited, and ended with their owner.

In: calls of the keywords, and what the listener hears of steps, tests and suites. All of this runs in the main
thread; the threads are the engine's. A watch begun in a test is the test's, any other one is the suite's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from robot.api import logger
from robot.errors import ExecutionFailed

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.engine.run.watch import Watch, cancel, watch
from QuashLibrary.language.durations import show_duration
from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.log import steps as robot_log
from QuashLibrary.robotside.state.session import LogStep, Session
from QuashLibrary.robotside.use.validator import Overrides, Validating
from QuashLibrary.views.message import interrupted_message, summary
from QuashLibrary.views.watch_messages import unawaited_message, watch_message

_NOT_AWAITED = {
    "PASS": "the time of the test was up",
    "FAIL": "the test had failed",
    "SKIP": "the test was skipped",
}
"""Why a watch that is still open when a test of this status ends is not awaited."""


@dataclass(slots=True, eq=False)
class Watched:
    """A watch, and what has become of it in its test; its outcome is set when it is a part of the test."""

    watch: Watch
    validating: Validating
    library: Callable[[], str]
    of_suite: bool = False
    outcome: Outcome | None = None
    needed: Sequence[Outcome] = ()
    placed: LogStep | None = None
    shown: bool = False
    awaited: bool = False
    given_up: bool = False

    @property
    def name(self) -> str:
        """The slug as it is written where it is used."""
        return self.watch.call.validation.name

    @property
    def passed(self) -> bool:
        """Whether the outcome is a part of the test, and passed."""
        return self.outcome is not None and self.outcome.verdict == "passed"

    def settle(self, session: Session) -> None:
        """Make the outcome a part of the running test, with the UI steps that were begun before it was known."""
        if self.outcome is None and self.watch.done and not (self.given_up or self.watch.crashed):
            ui = session.test.ui_context(self.watch.known)
            taken, self.needed = self.validating.take([self.watch.outcome], [self.watch.call], ui)
            self.outcome = taken[0]

    def show(self) -> None:
        """Write the outcome into the log, in a step of its own."""
        self.shown = True
        self.validating.showing(self.library()).each([*self.needed, *([self.outcome] if self.outcome else [])])


@dataclass(frozen=True, slots=True)
class Watching:
    """What the keywords of one import of the library do with watches."""

    session: Session
    validating: Validating
    library: Callable[[], str]

    def begin(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> None:
        """Begin to watch; what cannot be planned is concluded here.

        Raises:
            ValidationError: it cannot be planned, and its policy is not to warn.
        """
        begun = watch(self.session.runner, self.validating.background_call(slug, inputs, overrides))
        item = Watched(begun, self.validating, self.library)
        self._own().append(item)
        if begun.unplanned:
            item.awaited = True
            item.settle(self.session)
            self._show([item], self.session.clock.now())
            self.validating.follow_policy([item.outcome or begun.outcome])
            return
        in_test = self.session.test.in_test
        robot_log.text(watch_message(begun.call.validation, begun.call.within, "test" if in_test else "suite"))

    def wait(self, slugs: Sequence[str]) -> list[Outcome]:
        """Wait for watches, show them, and follow their policies.

        Raises:
            ValidationError: one was never begun, or did not pass and its policy is not to warn.
        """
        began = self.session.clock.now()
        chosen = self._chosen(slugs)
        self._take_over(chosen)
        self._wait_for(chosen)
        outcomes = [item.watch.outcome for item in chosen]
        for item in chosen:
            item.settle(self.session)
            item.awaited = True
        self._show(chosen, began)
        outcomes = [item.outcome or outcome for item, outcome in zip(chosen, outcomes, strict=True)]
        self.validating.follow_policy(outcomes)
        return outcomes

    def _own(self) -> list[Watched]:
        return self.session.test.watches if self.session.test.in_test else self.session.suites[-1].watches

    def _chosen(self, slugs: Sequence[str]) -> list[Watched]:
        own = self._own()
        if not slugs:
            if not own:
                raise ValidationError("nothing is watched here; write the step  Watch Backend    @slug  before it")
            return [item for item in own if not item.awaited]
        known = [*own, *self._of_suites(own)]
        names = {f"@{slug}" for slug in slugs}
        for name in sorted(names):
            if not any(self._is_of(item, name) for item in known):
                near = did_you_mean(name, [item.name for item in known])
                raise ValidationError(
                    f"{name} is not watched; {near or f'write the step  Watch Backend    {name}  before it'}"
                )
        return [item for item in known if any(item in self._open(known, name) for name in names)]

    def _open(self, known: Sequence[Watched], name: str) -> Sequence[Watched]:
        """Return the watches of a slug that nobody has awaited; where there is none, the last one that was."""
        of_name = [item for item in known if self._is_of(item, name)]
        return [item for item in of_name if not item.awaited] or of_name[-1:]

    def _is_of(self, item: Watched, name: str) -> bool:
        """Return whether a watch is of this slug and of this registry, in this environment."""
        mine, its = self.validating, item.validating
        same = mine.loaded.registry.files == its.loaded.registry.files and mine.environment == its.environment
        return same and item.name == name

    def _of_suites(self, own: Sequence[Watched]) -> list[Watched]:
        """Return the watches of the suites, each as one of the running test, where they are not that already."""
        known = {item.watch for item in own}
        items = [item for suite in self.session.suites for item in suite.watches if item.watch not in known]
        return [Watched(item.watch, item.validating, self.library, of_suite=True) for item in items]

    def _take_over(self, chosen: Sequence[Watched]) -> None:
        """Note in the suites what the running test awaits of theirs."""
        own, taken = self._own(), {item.watch for item in chosen}
        for item in (item for suite in self.session.suites for item in suite.watches):
            item.awaited = item.awaited or item.watch in taken
        own += [item for item in chosen if item not in own]

    def _wait_for(self, chosen: Sequence[Watched]) -> None:
        try:
            for item in chosen:
                item.watch.wait()
        except BaseException:
            # A test timeout or Ctrl-C: what the backend said until then would be lost with the outcome.
            open_ones = [item for item in chosen if not item.watch.done]
            cancel(item.watch for item in open_ones if not item.of_suite)
            for item in open_ones:
                self._own().remove(item)
                if item.watch.latest is not None:
                    slug = item.watch.call.validation.slug
                    robot_log.text(interrupted_message(slug, item.watch.latest, self.session.redactor))
            raise

    def _show(self, chosen: Sequence[Watched], began: datetime) -> None:
        showing = self.validating.showing(self.library())
        if len(chosen) == 1 and chosen[0].outcome and not chosen[0].shown:
            chosen[0].shown = True
            showing.show([chosen[0].outcome], chosen[0].needed)
            return
        for item in chosen:
            if item.shown and item.outcome:
                showing.again(item.outcome, _since(item.watch.known, began))
            else:
                item.show()


def end_step(session: Session, data: Any, result: Any) -> None:
    """Have what is known by now shown right after the step that ends, where Robot has a place for it."""
    items = session.test.watches
    for item in items:
        item.settle(session)
    known = [item for item in items if item.outcome and not item.placed and not item.shown]
    if not known or result.not_run or not result.passed:
        return
    steps = [LogStep(_title(item), item.show) for item in known]
    if robot_log.place_after(session, known[0].library(), data, steps):
        for item, step in zip(known, steps, strict=True):
            item.placed = step


def placed_step_not_run(session: Session) -> None:
    """Take a step back that Robot has not run where it was placed: after `Return From Keyword` and its like."""
    step = session.placed_steps.popleft()
    for item in session.test.watches:
        if item.placed is step:
            item.placed = None


def end_test(session: Session, data: Any, result: Any) -> None:
    """Await what nobody has awaited, as the last step of the test; what is still open then is ended."""
    session.placed_steps.clear()
    # What has passed and stands in the log already needs no last step.
    rest = [item for item in session.test.watches if not item.awaited and not (item.shown and item.passed)]
    if rest:
        names = ", ".join(dict.fromkeys(item.name for item in rest))
        step = LogStep(f"watched and not awaited: {names}", _Rest(session, rest, result.timeout, result.status).end)
        # Robot puts the status of what is run, red steps among it, into the test.
        before = result.status
        failure = robot_log.run_last(session, rest[0].library(), (data, result), step)
        result.status = before
        if failure is not None:
            _fail(session, result, failure)
        result.end_time = datetime.now()
    cancel(item.watch for item in session.test.watches if not item.of_suite)


def start_test(session: Session, data: Any) -> None:
    """Fail the test that starts where the one before has stopped the run at its end."""
    session.placed_steps.clear()
    if session.stopped:
        message, session.stopped = session.stopped, ""
        data.setup.config(name="BuiltIn.Fatal Error", args=[message.replace("\\", "\\\\")])


def end_suite(session: Session) -> None:
    """End the watches of the suite; one that nobody awaited and that did not pass is told in a line."""
    items = session.suites[-1].watches
    late = [item for item in items if not item.watch.done]
    cancel(item.watch for item in late)
    for item in items:
        if item.awaited or item.watch.crashed:
            continue
        if item in late:
            logger.warn(unawaited_message(item.name, "the suite has ended", item.watch.latest, session.redactor))
        elif item.watch.outcome.verdict != "passed":
            outcome = item.watch.outcome
            write = logger.warn if outcome.policy in ("warn", "skip") else logger.error
            write(f"Watched and not awaited: {summary(outcome, session.redactor)}")


@dataclass(frozen=True, slots=True)
class _Rest:
    """The watches of a test that nobody has awaited, in its last step."""

    session: Session
    items: Sequence[Watched]
    timeout: Any
    status: str

    def end(self) -> None:
        """Wait for them where the test has passed so far, show them, and follow their policies.

        A test that has failed does not get longer by what it was going to wait for.
        """
        waits = self.status == "PASS"
        if waits:
            self._wait()
        late = [item for item in self.items if not item.watch.done]
        cancel(item.watch for item in late)
        for item in late:
            self._give_up(item, _NOT_AWAITED[self.status])
        known = [item for item in self.items if item not in late]
        for item in known:
            item.settle(self.session)
            if not item.shown:
                item.show()
        if self.status != "SKIP":
            self.items[0].validating.follow_policy([item.outcome or item.watch.outcome for item in known])
        if late and waits:
            raise ValidationError(self.timeout.get_message())

    def _wait(self) -> None:
        try:
            for item in self.items:
                item.watch.wait(max(self.timeout.time_left(), 0.0) if self.timeout else None)
        except BaseException:  # Ctrl-C
            cancel(item.watch for item in self.items)
            raise

    def _give_up(self, item: Watched, why: str) -> None:
        item.given_up = True
        told = unawaited_message(item.name, why, item.watch.latest, self.session.redactor)
        robot_log.run_step(self.session, item.library(), LogStep(told, partial(robot_log.text, told)))


def _fail(session: Session, result: Any, failure: ExecutionFailed) -> None:
    """Put a failure after a test's end into its result; who stops the run stops it at the next test."""
    if result.skipped:
        return
    if failure.skip and result.passed:
        result.status, result.message = "SKIP", failure.message
        return
    before = f"{result.message}\n\nAlso when the test ended:\n" if result.failed else ""
    result.status, result.message = "FAIL", before + failure.message
    if failure.exit:
        session.stopped = f"the run was stopped: {failure.message.splitlines()[0]}"


def _title(item: Watched) -> str:
    verdict = item.outcome.verdict if item.outcome else ""
    return f"watched: {item.name} {verdict}, known at {_clock(item.watch.known)}"


def _since(known: datetime, now: datetime) -> str:
    before = show_duration(max((now - known).total_seconds(), 0.0))
    return f"known since {_clock(known)}, {before} before this step"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}.{moment.microsecond // 100_000}"
