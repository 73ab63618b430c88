"""Tries of `Wait Until Keyword Succeeds`: of several the last one counts, so a wait that succeeds leaves no failure.

In: what the listener hears of waits. Out: in the state of the test, which of its outcomes were such tries.
"""

from typing import Any

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.robotside.attach.steps_and_tests import is_wait
from QuashLibrary.robotside.state.session import Session


def start_step(session: Session, implementation: Any) -> None:
    """Note where a wait begins."""
    if is_wait(implementation):
        session.test.waits.append(len(session.test.outcomes))


def end_step(session: Session, implementation: Any, result: Any) -> None:
    """Note what did not pass in a wait that has succeeded; a warning stays one."""
    test = session.test
    if is_wait(implementation) and test.waits:
        first = test.waits.pop()
        if result.passed:
            # A watch that became known meanwhile is no try of this wait.
            watched = {id(item.outcome) for item in test.watches}
            outcomes = test.outcomes[first:]
            passed = {item.slug for item in outcomes if item.verdict == "passed"}
            tries = enumerate(outcomes, first)
            test.retried |= {index for index, item in tries if _is_try(item, passed) and id(item) not in watched}


def _is_try(outcome: Outcome, passed: set[str]) -> bool:
    """Return whether the wait makes up for an outcome; one that is attached and goes on is not what it waits for."""
    goes_on = outcome.policy == "continue" and outcome.slug not in passed
    return outcome.verdict != "passed" and outcome.policy != "warn" and not goes_on
