"""Finish an ending test: tag it, add its backend warnings, and skip it if a skip on failure applies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.robot_api.patterns import is_skipped_on_failure
from QuashLibrary.robotside.state.listener_feature import Feature

if TYPE_CHECKING:
    from collections.abc import Iterator


class TestTags(Feature):
    """Tags tests when they end."""

    __test__ = False  # pytest must not collect it

    def end_test(self, data: Any, result: Any) -> None:
        """Tag the test, and add warnings to its message, because some tools show nothing else of a passed test."""
        result.tags.add(self._tags())
        if result.passed:
            result.message = "\n".join(filter(None, [result.message, *self._warnings()]))

    def _tags(self) -> Iterator[str]:
        test = self.run.test
        yield from (item.name for item in test.watches)
        for index, outcome in enumerate(test.outcomes):
            yield outcome.name
            if index in test.retried:
                continue
            if outcome.verdict != "passed":
                yield f"{outcome.name}:failed"
            if outcome.silent:
                yield "silent-failure"

    def _warnings(self) -> Iterator[str]:
        warned = [outcome for outcome in self.run.test.outcomes if outcome.policy == "warn"]
        if warned:
            from QuashLibrary.views.message import summary

            for outcome in warned:
                yield f"Backend warning: {summary(outcome, self.run.redactor)}"


class SkipOnFailure(Feature):
    """Applies `--skiponfailure` and the tag `robot:skip-on-failure` to failures that we add at the end of a test.

    Robot itself applies them before it notifies listeners of the end of a test.
    """

    def end_test(self, data: Any, result: Any) -> None:
        """Skip the test if it had passed before another feature failed it."""
        if self.run.test.had_passed and result.failed and is_skipped_on_failure(result):
            result.status = "SKIP"
            result.message = f"Failed test skipped on failure.\n\nOriginal failure:\n{result.message}"
