"""The steps that are kept of a test."""

from QuashLibrary.report.read.bounded_steps import MOST, Steps
from QuashLibrary.report.read.model import ShownOutcome, Step
from utest.report.outputs import record


def filled(number: int) -> Steps:
    """Return so many UI steps."""
    steps = Steps()
    for count in range(number):
        steps.add(Step("ui", f"Step {count}"))
    return steps


def test_last_ui_step_is_known() -> None:
    """Also where it is not listed any more."""
    steps = filled(MOST + 100)
    steps.add(Step("other", "Fail", status="FAIL"))
    assert steps.last_ui == Step("ui", f"Step {MOST + 99}")


def test_steps_beside_a_failure_are_kept() -> None:
    """What led to it is of interest, however late in a test it is."""
    steps = filled(MOST + 100)
    steps.add(Step("ui", "Broken", status="FAIL"))
    assert [step.name for step in steps.listed[MOST:]] == [*(f"Step {MOST + n}" for n in range(91, 100)), "Broken"]
    assert steps.notes([]) == (
        f"91 steps are not listed, after the first {MOST} those beside outcomes and failures are",
    )


def test_steps_before_an_outcome_are_kept() -> None:
    """The timeline of a test goes from UI step to outcome."""
    steps = filled(MOST + 100)
    steps.add_outcome(ShownOutcome(record()))
    assert len(steps.listed) == MOST + 10


def test_fixture_without_steps_is_not_of_interest() -> None:
    """Neither UI nor backend."""
    steps = Steps()
    assert not steps.of_interest
    steps.add_outcome(ShownOutcome(record()))
    assert steps.of_interest


def test_outcomes_that_are_gone_are_noted() -> None:
    """A tag tells that the validation was used."""
    steps = Steps()
    steps.add_outcome(ShownOutcome(record()))
    assert steps.notes(["@order-created", "@stock", "@stock:failed", "smoke"]) == (
        "the log has no outcome of @stock: removed, or not logged",
    )
