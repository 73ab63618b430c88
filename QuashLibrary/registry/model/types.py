"""The types that all parts of the model share.

A `Value` is JSON in which a text that names something is a Template (see language.templates).
"""

from typing import Literal

from QuashLibrary.language.templates import Template

Value = object
Text = str | Template
Pairs = tuple[tuple[str, Text], ...]
OnFailure = Literal["fail", "continue", "warn", "stop"]
OnError = Literal["fail", "continue", "warn", "stop", "skip"]
ON_FAILURE: tuple[OnFailure, ...] = ("fail", "continue", "warn", "stop")
ON_ERROR: tuple[OnError, ...] = (*ON_FAILURE, "skip")
