"""The exit codes of `quash`, with which a build can distinguish a finding from a mistake."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of `quash`; documented in docs/reference/reports.md."""

    DONE = 0
    FOUND = 1
    """There is what the command looks for, as with `--fail-on`; or a validation failed."""
    USAGE = 2
    """The command line is wrong."""
    BAD_INPUT = 3
    """An input file is missing or of the wrong kind."""
    NOT_WRITTEN = 4
    """A file could not be written."""
    ERROR = 5
    """A validation is an error: the backend gave no answer of use, or a value could not be looked up."""
    INTERRUPTED = 130
    """Ctrl-C."""
