"""Run our own steps, insert them into the running body, and prevent steps that have started.

Robot's private names: `Keyword.run(result, context)` of robot.running and the names it uses (`StatusReporter`,
`LibraryKeyword`, `LibraryKeywordRunner._execute`), the `body` of a running parent, which may grow while Robot iterates
over it, and `error` of a keyword's implementation.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from robot.running import Keyword
from robot.running.librarykeyword import LibraryKeyword
from robot.running.librarykeywordrunner import LibraryKeywordRunner
from robot.running.statusreporter import StatusReporter
from robot.utils import escape

from QuashLibrary.robotside.robot_api.context import current_context, current_step
from QuashLibrary.robotside.robot_api.libraries import library_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from robot.errors import ExecutionFailed


class OwnStep(Keyword):
    """A step of a library that runs a function.

    Robot then needs neither to look up a keyword nor to resolve arguments, which takes longer than most of these steps.
    """

    __slots__ = ("function", "library")

    def __init__(self, library: str, name: str, function: Callable[[], object]) -> None:
        super().__init__(name)
        self.library = library
        self.function = function

    def run(self, result: Any, context: Any, run: bool = True, _templated: Any = None) -> None:
        """Run the function as Robot runs a keyword of the library: with status, timeout, messages and listeners."""
        step = result.body.create_keyword(name=self.name, owner=self.library)
        runner = _runner_for(library_named(self.library))
        with StatusReporter(self, step, context, run, implementation=runner.keyword):
            if run:
                runner._execute(self.function, (), (), context)


class _StepImplementation(LibraryKeyword):
    """The implementation of our own steps that listeners receive; no suite can call it."""

    __slots__ = ()
    lineno = None
    source = None

    @property
    def method(self) -> Callable[..., Any]:
        return lambda: None

    def copy(self, **_attributes: Any) -> LibraryKeyword:
        return self


@cache
def _runner_for(library: Any) -> LibraryKeywordRunner:
    return LibraryKeywordRunner(_StepImplementation(library, "›"))


def run_below_current(step: Keyword) -> None:
    """Run a step as a child of the running one.

    BuiltIn's `run_keyword` would replace variables in the step's name and remove escapes.

    Raises:
        ExecutionFailed: the step failed.
    """
    data, result = current_step()
    run_below(step, data, result)


def run_below(step: Keyword, data: Any, result: Any) -> None:
    """Run a step as a child of a step or test, given by its data and result.

    Raises:
        ExecutionFailed: the step failed.
    """
    step.parent, step.lineno = data, data.lineno
    step.run(result, current_context())


def insert_after(data: Any, steps: Sequence[Keyword]) -> Any:
    """Make Robot run steps right after the ending step, and return the body that they were inserted into.

    None if Robot has no place for them: in `Run Keyword` and similar keywords, in setups and in teardowns.
    """
    body: Any = getattr(data.parent, "body", ())
    index = _index_of(data, body)
    if index is None:
        return None
    for number, step in enumerate(steps, index + 1):
        step.lineno = data.lineno
        body.insert(number, step)
    return body


def remove(step: Keyword, body: Any) -> None:
    """Remove a step from a body, because a repeated test must start with the suite's own steps."""
    index = _index_of(step, body)
    if index is not None:
        del body[index]


def prevent(implementation: Any, failure: ExecutionFailed) -> None:
    """Make a started keyword fail without running.

    `implementation` is a copy for this call, so other calls of the keyword are not affected.
    """
    implementation.error = failure.message
    if hasattr(implementation, "body"):
        # Before 7.2 Robot ignores the error of a user keyword that has started.
        implementation.setup = implementation.teardown = None
        name = "BuiltIn.Skip" if failure.skip else "BuiltIn.Fail"
        implementation.body = [Keyword(name, args=(escape(failure.message),))]


def _index_of(item: Any, body: Any) -> int | None:
    return next((index for index, other in enumerate(body) if other is item), None)
