"""The failure policies of a registry or a step: what happens if a validation does not pass."""

from typing import Literal

OnFailure = Literal["fail", "continue", "warn", "stop"]
OnError = Literal["fail", "continue", "warn", "stop", "skip"]
ON_FAILURE: tuple[OnFailure, ...] = ("fail", "continue", "warn", "stop")
ON_ERROR: tuple[OnError, ...] = (*ON_FAILURE, "skip")
