"""Tag a test with the validations it used, and put its backend warnings into its message."""

from collections.abc import Iterator
from typing import Any

from QuashLibrary.robotside.state.listener_feature import Feature
from QuashLibrary.views.message import summary


class TestTags(Feature):
    """Tags tests when they end."""

    __test__ = False  # pytest must not collect it

    def end_test(self, data: Any, result: Any) -> None:
        """Tag the test; a warning is all that some readers see of a test that passed."""
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
        for outcome in self.run.test.outcomes:
            if outcome.policy == "warn":
                yield f"Backend warning: {summary(outcome, self.run.redactor)}"
