"""Fail every test of a suite in which the library cannot be used, because of its registry or an argument.

In: the problems that imports have noted. Out: tests that fail with them before a setup or step runs; the suite's own
setup and teardown are left out, so that no app is opened for nothing. Each problem is also printed, once in a run.
"""

from typing import Any

from robot.api import logger
from robot.running import Keyword
from robot.utils import escape

from QuashLibrary.robotside.state.libraries import registry_owners
from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.views.message import unusable_message


class UnusableImports(Feature):
    """Fails the tests of suites with such an import; what it changes in Robot's data it changes back."""

    def __init__(self, run: RunState) -> None:
        """Begin with nothing printed or replaced."""
        super().__init__(run)
        self._printed: set[str] = set()
        self._replaced: list[tuple[Any, str, Any]] = []

    def start_suite(self, data: Any, result: Any) -> None:
        """Look for problems, print those that are new, and leave out setup and teardown."""
        owners = [owner.problem for _, owner in registry_owners()]
        problems = list(dict.fromkeys(filter(None, [*owners, self.run.suite.import_problem])))
        if not problems:
            return
        for problem in problems:
            if problem not in self._printed:
                self._printed.add(problem)
                logger.error(unusable_message(problem))
        self.run.suite.failing_message = unusable_message("\n".join(problems))
        # A suite of suites has no tests of its own, but all of them fail if its setup or its teardown does.
        failing = None if data.tests else Keyword("BuiltIn.Fail", [escape(self.run.suite.failing_message)])
        if data.has_setup:
            self._replace(data, "setup", failing)
        if data.has_teardown:
            self._replace(data, "teardown", None if data.has_setup else failing)

    def end_suite(self, data: Any, result: Any) -> None:
        """Give the suite its setup and teardown back."""
        for suite, name, fixture in self._replaced:
            if suite is data:
                setattr(suite, name, fixture)
        self._replaced = [item for item in self._replaced if item[0] is not data]

    def start_test(self, data: Any, result: Any) -> None:
        """Fail a test of such a suite."""
        data.error = data.error or self.run.suite.failing_message or None

    def end_test(self, data: Any, result: Any) -> None:
        """Let the test be run again later, with another registry."""
        if data.error == self.run.suite.failing_message:
            data.error = None

    def _replace(self, data: Any, name: str, fixture: Keyword | None) -> None:
        self._replaced.append((data, name, getattr(data, name)))
        setattr(data, name, fixture)
