"""Attachments at work: what the listener does at tests and steps so that attached validations run where they belong.

In: Robot's events. Out: steps put into the body of what runs. Where Robot has no place for a step (in `Run Keyword` and
its like, as setup or teardown) it runs below the step that it is attached to, and its failure becomes that step's.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from robot.errors import ExecutionFailed
from robot.running import Keyword
from robot.running.context import EXECUTION_CONTEXTS
from robot.utils import escape

from QuashLibrary.errors import UnknownTagError
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.attach.attached_steps import AttachedStep, Use, dry_run_problem
from QuashLibrary.robotside.attach.matching import uses_of_step, uses_of_test
from QuashLibrary.robotside.state.session import Session, Wait

_WAIT = "Wait Until Keyword Succeeds"

Failures = Sequence[tuple[str, ExecutionFailed]]
"""What has failed, each with the key of its use."""


def start_test(session: Session, data: Any, result: Any) -> None:
    """Put what is attached to the test before its first step and after its last one."""
    try:
        before, after = (uses_of_test(session, result, moment) for moment in ("before", "after"))
    except UnknownTagError as error:
        data.error = data.error or str(error)
        return
    if not data.body or data.error:
        return
    _place(session, data.body, 0, before, data)
    _place(session, data.body, len(data.body), after, data)


def end_test(session: Session, data: Any, result: Any) -> None:
    """Run what should have come after the last step of a test that passed early; fail it by what it went on after."""
    rest = [step for _, step in session.attaching.placed if step.parent is data and not step.was_run]
    if rest and result.passed and not EXECUTION_CONTEXTS.current.dry_run:
        failures = _run(session, [step.use for step in rest], data, result)
        # Robot puts the status of what is run into the test; what follows from it is decided here.
        result.status = "PASS"
        _conclude(session, result, failures)
    if session.test.late and not result.skipped:
        late = "\n\n".join(session.test.late)
        told = f"{result.message}\n\nAlso:\n{late}" if result.failed and result.message else late
        result.status, result.message = "FAIL", told
    if session.stopped and result.passed:
        # Run Keyword And Ignore Error or its like was round it, which ignores no fatal error of Robot either.
        result.status, result.message = "FAIL", session.stopped
    for body, step in session.attaching.placed:
        _take_out(body, step)
    session.attaching.placed.clear()
    session.attaching.prevented.clear()
    session.attaching.waits.clear()


def start_step(session: Session, data: Any, implementation: Any, result: Any) -> bool:
    """Use what is attached before a step; False where that keeps the step from running."""
    attaching = session.attaching
    if attaching.waits and data.parent is attaching.waits[-1].data:
        attaching.waits[-1].tries += 1
    for key, failure in _before(session, data, implementation, result):
        if _goes_on(session, failure):
            _note(session, key, failure)
        else:
            _stop_at(session, failure)
            attaching.prevented[id(result)] = failure
            _prevent(implementation, failure)
            return False
    if _is_own(implementation):
        attaching.own += 1
    elif is_wait(implementation):
        attaching.waits.append(Wait(data))
    return True


def end_step(session: Session, data: Any, implementation: Any, result: Any) -> None:
    """Have what is attached after a step used: as its next sibling, else below it."""
    attaching = session.attaching
    if _is_own(implementation):
        attaching.own -= 1
    elif is_wait(implementation):
        _end_wait(session, result)
    passed = result.passed or (result.not_run and EXECUTION_CONTEXTS.current.dry_run)
    uses = _concerning(session, "after", data, implementation, result) if passed else []
    if not uses:
        return
    if attaching.waits:
        for key, failure in _run(session, uses, data, result):
            attaching.waits[-1].note(key, failure)
    elif not _place_after(session, uses, data):
        _conclude(session, result, _run(session, uses, data, result))


def end_prevented(session: Session, result: Any) -> None:
    """Give a step that was kept from running the failure that has kept it."""
    failure = session.attaching.prevented.pop(id(result), None)
    if failure is not None:
        _take_over(result, failure)


def _before(session: Session, data: Any, implementation: Any, result: Any) -> Failures:
    if result.not_run and not EXECUTION_CONTEXTS.current.dry_run:
        return ()
    uses = _concerning(session, "before", data, implementation, result)
    return _run(session, uses, data, result) if uses else ()


def _concerning(session: Session, moment: str, data: Any, implementation: Any, result: Any) -> list[Use]:
    """Return what a step triggers; what is attached, and what keywords of this or the UI library run, does nothing."""
    if session.attaching.own or session.ui_depth or isinstance(data, AttachedStep):
        return []
    return uses_of_step(session, moment, data, implementation, result)


def _end_wait(session: Session, result: Any) -> None:
    """Let what has failed in a wait count when it has ended: a failure in it would repeat the steps of the app."""
    failed = session.attaching.waits.pop().failed if session.attaching.waits else []
    failures = [(key, failure) for _, key, failure in failed]
    if session.attaching.waits:
        for key, failure in failures:
            session.attaching.waits[-1].note(key, failure)
    elif result.passed or result.not_run:
        _conclude(session, result, failures)


def _run(session: Session, uses: Iterable[Use], data: Any, result: Any) -> Failures:
    """Run uses below a step or test, one after the other up to the first failure after which a test does not go on."""
    context = EXECUTION_CONTEXTS.current
    failures: list[tuple[str, ExecutionFailed]] = []
    for use in uses:
        for wait in session.attaching.waits:
            wait.ask_again(use.key)
        try:
            AttachedStep(session, use, parent=data, lineno=data.lineno).run(result, context)
            if context.dry_run and (problem := dry_run_problem(use, data)):
                raise ExecutionFailed(problem)
        except ExecutionFailed as failure:
            failures.append((use.key, failure))
            if not failure.continue_on_failure:
                break
    # A step or test that has ended lasts longer by what was run below it.
    result.elapsed_time = datetime.now() - result.start_time
    return failures


def _conclude(session: Session, result: Any, failures: Failures) -> None:
    """Put failures into the result of the step or test below which they stand."""
    decisive = []
    for key, failure in failures:
        if _goes_on(session, failure):
            _note(session, key, failure)
        else:
            _stop_at(session, failure)
            decisive.append(failure)
    # Several have failed only in a wait. Whatever has failed weighs more than what could not be asked.
    decisive.sort(key=lambda failure: bool(failure.skip))
    if decisive:
        _take_over(result, decisive[0])
        result.message = "\n\nAlso:\n".join(failure.message for failure in decisive)


def _goes_on(session: Session, failure: ExecutionFailed) -> bool:
    """Return whether a test goes on after a failure, and ends failed; outside of tests nothing could."""
    return bool(failure.continue_on_failure) and session.test.in_test


def _note(session: Session, key: str, failure: ExecutionFailed) -> None:
    """Have a failure count at the end of the test, in a wait when that has ended."""
    if session.attaching.waits:
        session.attaching.waits[-1].note(key, failure)
    else:
        session.test.late.append(failure.message)


def _stop_at(session: Session, failure: ExecutionFailed) -> None:
    """Have the run end where a failure says so, which a listener cannot: the next test does."""
    if failure.exit:
        session.stopped = f"the run was stopped: {failure.message.splitlines()[0]}"


def _take_over(result: Any, failure: ExecutionFailed) -> None:
    result.status, result.message = "SKIP" if failure.skip else "FAIL", failure.message


def _prevent(implementation: Any, failure: ExecutionFailed) -> None:
    """Keep a keyword that has started from doing anything but fail."""
    implementation.error = failure.message
    if hasattr(implementation, "body"):
        # Before 7.2 Robot does not look at the error of a user keyword that has started.
        implementation.setup = implementation.teardown = None
        name = "BuiltIn.Skip" if failure.skip else "BuiltIn.Fail"
        implementation.body = [Keyword(name, args=(escape(failure.message),))]


def _place_after(session: Session, uses: Sequence[Use], data: Any) -> bool:
    """Put steps right after the one that ends; False where Robot has no place for them."""
    body: Any = getattr(data.parent, "body", ())
    index = next((index for index, item in enumerate(body) if item is data), None)
    if index is not None:
        _place(session, body, index + 1, uses, data)
    return index is not None


def _place(session: Session, body: Any, index: int, uses: Sequence[Use], data: Any) -> None:
    for number, use in enumerate(uses, index):
        step = AttachedStep(session, use, lineno=data.lineno)
        body.insert(number, step)
        session.attaching.placed.append((body, step))


def _take_out(body: Any, step: AttachedStep) -> None:
    """Leave the suite as it was: who runs a test again begins with the same steps."""
    index = next((index for index, item in enumerate(body) if item is step), None)
    if index is not None:
        del body[index]


def _is_own(implementation: Any) -> bool:
    return isinstance(getattr(getattr(implementation.owner, "instance", None), "registry", None), Registry)


def is_wait(implementation: Any) -> bool:
    """Whether a keyword tries another one again and again."""
    return implementation.name == _WAIT and getattr(implementation.owner, "real_name", "") == "BuiltIn"
