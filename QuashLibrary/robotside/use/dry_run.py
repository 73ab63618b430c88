"""Check the slugs and inputs of backend steps in `robot --dryrun`, which does not run the steps.

Robot itself finds unknown `@slug` steps and mistyped slugs in typed arguments. This module checks the rest: the inputs,
and Fetch Into Variable, whose arguments Robot ignores.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.robot_api.cells import written_cells
from QuashLibrary.robotside.robot_api.context import is_dry_run
from QuashLibrary.robotside.robot_api.variables import variable_or_none
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.step import is_own
from QuashLibrary.robotside.use.durations import within_problem
from QuashLibrary.robotside.use.unknown_names import unknown_input, unknown_slug
from QuashLibrary.robotside.use.written_calls import read_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.registry.model import Registry
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.robotside.use.written_calls import WrittenCall

_VARIABLE = re.compile(r"[$&@]\{?\s*(\w+)")


class DryRun(Feature):
    """Fails those backend steps of a dry run that would be errors in a run."""

    def concerns(self, implementation: Any) -> bool:
        """Act at keywords of this library."""
        return is_own(implementation)

    def end_step(self, step: StepEvent) -> None:
        """Check the slugs and inputs of a step of this library."""
        if step.registry is None or not is_dry_run():
            return
        cells = list(written_cells(step.data))
        call = read_call(step.registry, step.name, cells)
        if call is not None and (message := problem_of(self.run, call, step.data) or _bad_within(cells)):
            step.result.status, step.result.message = "FAIL", message


def problem_of(run: RunState, call: WrittenCall, data: Any) -> str:
    """Return the problem of a call; empty if none is known."""
    registry = call.registry
    unknown = [name for name in call.slugs if name[1:] not in registry.positions and "{" not in name]
    if unknown:
        return unknown_slug(unknown[0], (f"@{slug}" for slug in registry.slugs), registry.files)
    return misnamed_input(call) or "\n".join(_missing(run, call, data))


def _bad_within(cells: Iterable[str]) -> str:
    """Return the problem of a step's `within=`; empty if there is none, or if it contains a variable."""
    written = (cell.removeprefix("within=") for cell in cells if cell.startswith("within="))
    within = next(written, None)
    return "" if within is None or "{" in within else within_problem(within)


def misnamed_input(call: WrittenCall) -> str:
    """Return the message about a named input that does not exist; empty if all exist or may exist."""
    if not call.slugs or len(call.known) < len(call.slugs):
        return ""
    return unknown_input(call.slugs, sorted(call.inputs), (item.name for item in call.declared))


def _missing(run: RunState, call: WrittenCall, data: Any) -> Iterator[str]:
    for slug in call.known:
        for item in call.registry.inputs_of(slug):
            if item.required and item.name not in call.inputs and not _may_be_set(run, item.name, call.registry, data):
                yield (
                    f'@{slug} is missing its input "{item.name}": add {item.name}=… to the step, '
                    f"or set ${{{item.name}}} before it"
                )


def _may_be_set(run: RunState, name: str, registry: Registry, data: Any) -> bool:
    """Return whether the suite may set a variable, or a validation may fetch a value, of that name."""
    # Computed once per suite, because this runs for every step.
    known, root = run.suite.names_set, _root_of(data)
    if registry.files not in known:
        known[registry.files] = frozenset(name for outline in registry.outlines.values() for name in outline.fetches)
    if root not in known:
        known[root] = frozenset(match[1].lower() for match in map(_VARIABLE.match, _names_set(root)) if match)
    return name in known[registry.files] or name.lower() in known[root] or variable_or_none(name) is not None


def _root_of(data: Any) -> Any:
    while getattr(data, "parent", None) is not None and not hasattr(data, "tests"):
        data = data.parent
    return data


def _names_set(item: Any) -> Iterator[str]:
    """Yield every text of a suite that may name a variable that is set."""
    yield from getattr(item, "assign", None) or ()
    name = getattr(item, "name", None)
    if isinstance(name, str) and name.startswith("$"):
        yield name
    if any(word in str(name).lower().replace("_", " ") for word in ("variable", "backend input")):
        cells = [cell.lstrip("\\") for cell in written_cells(item)]
        yield from (cell if cell.startswith("$") else f"${cell}" for cell in cells if "=" not in cell)
    for child in _children(item):
        yield from _names_set(child)


def _children(item: Any) -> Iterator[Any]:
    for part in ("setup", "teardown"):
        if getattr(item, f"has_{part}", False):
            yield getattr(item, part)
    yield from (*getattr(item, "tests", ()), *getattr(item, "body", ()))
    resource = getattr(item, "resource", None)
    yield from resource.keywords if resource is not None else ()
