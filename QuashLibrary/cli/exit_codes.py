"""The exit codes of `quash`, by which a build distinguishes a finding from a usage error."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of `quash`; documented in docs/reference/log-and-report.md."""

    DONE = 0
    FOUND = 1
    """The command found what it looks for, such as the findings of `--fail-on`, or a validation failed."""
    USAGE = 2
    """The command line is wrong."""
    BAD_INPUT = 3
    """An input file is missing or of the wrong kind."""
    NOT_WRITTEN = 4
    """A file could not be written."""
    ERROR = 5
    """The verdict of a validation is `error`: the backend gave no usable answer, or a value could not be looked up."""
    INTERRUPTED = 130
    """Ctrl-C."""
