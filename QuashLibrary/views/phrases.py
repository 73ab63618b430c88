"""The phrases in messages by which the report knows what they are."""

SILENT_NOTE = " (UI showed no failure)"
"""How the first line of a silent failure ends."""

_UNUSABLE = "QuashLibrary cannot be used: "
"""How the message of a test begins that did not run because of a registry or an argument of an import."""


def unusable_message(problem: str) -> str:
    """Return the message of tests that did not run because of a registry or an argument of an import."""
    return f"{_UNUSABLE}{problem}"


def is_unusable_message(message: str) -> bool:
    """Return whether a test has that message."""
    return message.startswith(_UNUSABLE)
