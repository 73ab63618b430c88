"""Learn the values of secret inputs when a step starts: Robot may trace arguments before a keyword gets them."""

from collections.abc import Iterator

from QuashLibrary.robotside.robot_api.cells import looked_up
from QuashLibrary.robotside.state.feature import Feature
from QuashLibrary.robotside.state.step import StepEvent
from QuashLibrary.robotside.use.inputs import inputs_named
from QuashLibrary.robotside.use.written_calls import read_call, written_cells

SET_INPUT = "Set Backend Input"


class SecretInputs(Feature):
    """Makes the cells of secret inputs secret."""

    def start_step(self, step: StepEvent) -> bool:
        """Look at the cells of a step of this library."""
        if step.is_own and not step.result.not_run:
            for cell in _secret_cells(step):
                self.run.redactor.add(looked_up(cell))
        return True


def _secret_cells(step: StepEvent) -> Iterator[str]:
    if step.registry is None:
        return
    call = read_call(step.registry, step.name, written_cells(step.data))
    if call is not None:
        yield from call.secret_cells()
    if step.name == SET_INPUT:
        name, value, *_ = (*map(str, step.data.args), "", "")
        if any(item.secret for item in inputs_named(step.registry, name.removeprefix("name="))):
            yield value.removeprefix("value=")
