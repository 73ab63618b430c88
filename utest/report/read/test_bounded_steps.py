"""The steps of a test that are kept."""

from QuashLibrary.report.read.bounded_steps import MOST_STEPS, BoundedSteps
from QuashLibrary.report.read.model import ShownOutcome, Step
from utest.report.outputs import record


def filled(number: int) -> BoundedSteps:
    """Return this many UI steps."""
    steps = BoundedSteps()
    for count in range(number):
        steps.add(Step("ui", f"Step {count}"))
    return steps


def test_last_ui_step_is_known() -> None:
    """The last UI step is known even if it is not listed."""
    steps = filled(MOST_STEPS + 100)
    steps.add(Step("other", "Fail", status="FAIL"))
    assert steps.last_ui_step == Step("ui", f"Step {MOST_STEPS + 99}")


def test_steps_before_a_failure_are_kept() -> None:
    """The steps before a failure are kept, however late the failure is."""
    steps = filled(MOST_STEPS + 100)
    steps.add(Step("ui", "Broken", status="FAIL"))
    assert [step.name for step in steps.steps[MOST_STEPS:]] == [
        *(f"Step {MOST_STEPS + n}" for n in range(91, 100)),
        "Broken",
    ]
    assert steps.notes([]) == (
        f"91 steps are not listed: after the first {MOST_STEPS}, only steps next to outcomes and failures are",
    )


def test_steps_before_an_outcome_are_kept() -> None:
    """The steps before an outcome are kept."""
    steps = filled(MOST_STEPS + 100)
    steps.add_outcome(ShownOutcome(record()))
    assert len(steps.steps) == MOST_STEPS + 10


def test_fixture_without_steps_is_empty() -> None:
    """A fixture that used neither the UI nor a backend is empty."""
    steps = BoundedSteps()
    assert steps.is_empty
    steps.add_outcome(ShownOutcome(record()))
    assert not steps.is_empty


def test_missing_outcomes_are_noted() -> None:
    """A tag without an outcome causes a note."""
    steps = BoundedSteps()
    steps.add_outcome(ShownOutcome(record()))
    assert steps.notes(["@order-created", "@stock", "@stock:failed", "smoke"]) == (
        "the log has no outcome of @stock: it was removed or not logged",
    )
