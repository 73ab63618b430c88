"""With what the command `quash` ends, so that a build can tell a finding from a mistake."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The code with which `quash` ends; documented in docs/REPORTS.md."""

    DONE = 0
    FOUND = 1
    """What the command was told to look for was found, as by `--fail-on`."""
    USAGE = 2
    """The command line is wrong."""
    BAD_INPUT = 3
    """A file that was to be read is missing or of the wrong kind."""
    NOT_WRITTEN = 4
    """A file could not be written."""
    INTERRUPTED = 130
    """Ctrl-C."""
