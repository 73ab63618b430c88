"""What follows if a validation does not pass: the failure policies that a registry and a step can name."""

from typing import Literal

OnFailure = Literal["fail", "continue", "warn", "stop"]
OnError = Literal["fail", "continue", "warn", "stop", "skip"]
ON_FAILURE: tuple[OnFailure, ...] = ("fail", "continue", "warn", "stop")
ON_ERROR: tuple[OnError, ...] = (*ON_FAILURE, "skip")
