"""Attempts of `Wait Until Keyword Succeeds`: the last one counts, so a wait that succeeds leaves no failure."""

from QuashLibrary.engine.outcome import Outcome
from QuashLibrary.robotside.state.test import TestState, Wait


def retried_outcomes(test: TestState, wait: Wait) -> set[int]:
    """Return the indexes of the outcomes that a wait which succeeded makes up for; a warning stays one."""
    outcomes = test.outcomes[wait.first_outcome :]
    # A watch that became known meanwhile is not an attempt of this wait.
    watched = [item.outcome for item in test.watches]
    passed = {outcome.slug for outcome in outcomes if outcome.verdict == "passed"}
    return {
        index
        for index, outcome in enumerate(outcomes, wait.first_outcome)
        if _is_attempt(outcome, passed) and not any(outcome is item for item in watched)
    }


def _is_attempt(outcome: Outcome, passed: set[str]) -> bool:
    """Return whether the wait makes up for an outcome, which it does not for attached ones that continue the test."""
    continues = outcome.policy == "continue" and outcome.slug not in passed
    return outcome.verdict != "passed" and outcome.policy != "warn" and not continues
