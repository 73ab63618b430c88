"""The phrases by which the report recognises messages."""

SILENT_NOTE = " (UI showed no failure)"
"""The end of the first line of a silent failure."""

_UNUSABLE = "QuashLibrary cannot be used: "
"""The beginning of the message of tests that did not run because of a registry or an import's argument."""


def unusable_message(problem: str) -> str:
    """Return the message of tests that did not run because of a registry or an import's argument."""
    return f"{_UNUSABLE}{problem}"


def is_unusable_message(message: str) -> bool:
    """Return whether a message says that the test did not run for that reason."""
    return message.startswith(_UNUSABLE)
