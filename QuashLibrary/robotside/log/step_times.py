"""Give the steps of our log their true times when Robot ends them."""

from QuashLibrary.robotside.log.steps import LogKeyword
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import StepEvent


class StepTimes(Feature):
    """Sets start and elapsed time of steps that no suite has written."""

    def end_step(self, step: StepEvent) -> None:
        """Set the times of a step of ours."""
        if isinstance(step.data, LogKeyword) and not step.result.not_run:
            step.data.set_times(step.result)
