"""Make the values of secret inputs secret when a step starts, because Robot may trace arguments before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.robot_api.cells import all_looked_up, looked_up, written_cells
from QuashLibrary.robotside.robot_api.context import current_step
from QuashLibrary.robotside.state.libraries import suite_libraries
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_own
from QuashLibrary.robotside.use.unknown_names import inputs_named
from QuashLibrary.robotside.use.written_calls import may_name_validations, read_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.registry.model import Input, Registry
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent

SET_INPUT = "Set Backend Input"


class SecretInputs(Feature):
    """Makes the cells of secret inputs secret."""

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of this library."""
        return is_own(implementation)

    def start_step(self, step: StepEvent) -> bool:
        """Make the secret cells of a step of this library secret."""
        if step.is_own and not step.result.not_run:
            for cell in _secret_cells(step):
                self.run.redactor.add(cell)
        return True


def takes_secrets(run: RunState) -> bool:
    """Return whether the running keyword belongs to this library and has, or may have, secret inputs.

    Robot traces arguments after it resolves them; the value of an expression is unknown before.
    """
    data, result = current_step()
    owner = suite_libraries(run).owners.get(str(getattr(result, "owner", "")))
    if owner is None:
        return False
    cells = all_looked_up(written_cells(data))
    if result.name == SET_INPUT:
        return any(item.secret for item in _named_inputs(owner.registry, cells))
    call = read_call(owner.registry, str(result.name), cells)
    if call is None:
        return any(cell[:2] in ("@{", "&{") for cell in cells)
    return not call.known or any(item.secret for item in call.declared)


def _secret_cells(step: StepEvent) -> Iterator[str]:
    if step.registry is None or not _may_take_secrets(step.registry, step.name):
        return
    written = written_cells(step.data)
    cells = all_looked_up(written)
    # A value that contains "=" could be read as a named argument; a variable may contain slugs or several inputs.
    for call in (read_call(step.registry, step.name, written), read_call(step.registry, step.name, cells)):
        if call is not None:
            yield from map(looked_up, call.secret_cells())
    if step.name == SET_INPUT and any(item.secret for item in _named_inputs(step.registry, cells)):
        yield from (cell.removeprefix("value=") for cell in cells[1:])


def _may_take_secrets(registry: Registry, name: str) -> bool:
    """Return whether a keyword may take a secret input; the steps that show an outcome, for example, take none."""
    if name.startswith("@"):
        return any(item.secret for item in registry.inputs_of(name[1:]))
    return name == SET_INPUT or may_name_validations(name)


def _named_inputs(registry: Registry, cells: list[str]) -> list[Input]:
    """Return the inputs that validations declare under the name given to Set Backend Input."""
    named = [cell.removeprefix("name=") for cell in cells if cell.startswith("name=")]
    return inputs_named(registry, (named or cells or [""])[0])
