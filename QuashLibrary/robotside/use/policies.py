"""Follow the failure policies of outcomes that did not pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from robot.api import SkipExecution

from QuashLibrary.robotside.errors import ContinuableValidationError, FatalValidationError, ValidationError
from QuashLibrary.robotside.log import messages
from QuashLibrary.views.message import several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.engine.outcome import Outcome
    from QuashLibrary.engine.redactor import Redactor

_STRICTEST_FIRST = ("stop", "fail", "continue", "skip", "warn")


def follow_policies(outcomes: Sequence[Outcome], redactor: Redactor) -> None:
    """Follow the strictest policy of the outcomes that did not pass.

    Raises:
        ValidationError: an outcome did not pass, and the strictest policy is not to warn.
        SkipExecution: the strictest policy is to skip the test.
    """
    missed = [outcome for outcome in outcomes if outcome.verdict != "passed"]
    if not missed:
        return
    message = several(outcomes, redactor)
    match min((outcome.policy for outcome in missed), key=_STRICTEST_FIRST.index):
        case "stop":
            raise FatalValidationError(message)
        case "fail":
            raise ValidationError(message)
        case "continue":
            raise ContinuableValidationError(message)
        case "skip":
            raise SkipExecution(message)
    messages.warning(message)
