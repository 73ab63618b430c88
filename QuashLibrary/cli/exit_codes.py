"""The exit codes of `quash`, with which a build can distinguish a finding from a mistake."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit code of `quash`; documented in docs/REPORTS.md."""

    DONE = 0
    FOUND = 1
    """The run has what the command was asked to look for, as with `--fail-on`."""
    USAGE = 2
    """The command line is wrong."""
    BAD_INPUT = 3
    """An input file is missing or of the wrong kind."""
    NOT_WRITTEN = 4
    """A file could not be written."""
    INTERRUPTED = 130
    """Ctrl-C."""
