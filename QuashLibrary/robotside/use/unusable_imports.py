"""Fail every test of a suite in which the library cannot be used, because of its registry or an argument.

In: the problems that imports have noted. Out: all tests, including those of suites below, fail with these problems
before a setup or step runs. Setups and teardowns of these suites do not run, so no app is opened in vain. Each problem
is also printed once per run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.api import logger

from QuashLibrary.robotside.state.libraries import registry_owners
from QuashLibrary.robotside.state.listener_feature import Feature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.robotside.state.run import RunState


class UnusableImports(Feature):
    """Fails the tests of suites with such an import, and later restores what it changed in Robot's data."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._printed: set[str] = set()
        self._changes: list[tuple[Any, Any, str, Any]] = []
        """The suite of each change, the changed object, its attribute, and the previous value."""

    def start_suite(self, data: Any, result: Any) -> None:
        """Look for problems, print new ones, and fail all tests, including those of suites without the import."""
        owners = [owner.problem for _, owner in registry_owners()]
        problems = list(dict.fromkeys(filter(None, [*owners, self.run.suite.import_problem])))
        if not problems:
            return
        from QuashLibrary.views.phrases import unusable_message

        for problem in problems:
            if problem not in self._printed:
                self._printed.add(problem)
                logger.error(unusable_message(problem))
        self.run.suite.failing_message = unusable_message("\n".join(problems))
        for suite in _suites_in(data):
            for name in ("setup", "teardown"):
                if getattr(suite, f"has_{name}"):
                    self._change(data, suite, name, None)
            for test in suite.tests:
                self._fail(data, test)

    def end_suite(self, data: Any, result: Any) -> None:
        """Restore suites and tests, because they may run again later with another registry."""
        for suite, changed, name, value in reversed(self._changes):
            if suite is data:
                setattr(changed, name, value)
        self._changes = [change for change in self._changes if change[0] is not data]

    def start_test(self, data: Any, result: Any) -> None:
        """Fail a test that was added after its suite had started."""
        if self.run.suite.failing_message:
            self._fail(data.parent, data)

    def _fail(self, suite: Any, test: Any) -> None:
        if not test.error:
            self._change(suite, test, "error", self.run.suite.failing_message)

    def _change(self, suite: Any, changed: Any, name: str, value: object) -> None:
        self._changes.append((suite, changed, name, getattr(changed, name)))
        setattr(changed, name, value)


def _suites_in(suite: Any) -> Iterator[Any]:
    yield suite
    for below in suite.suites:
        yield from _suites_in(below)
