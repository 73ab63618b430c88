"""What a command of `quash` is: a module with these two functions, named in `COMMANDS`.

A command's module is imported when it is asked for, so that none has to wait for what another one needs.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Protocol

from QuashLibrary.cli.exit_codes import ExitCode

COMMANDS: Mapping[str, str] = {
    "report": "make the report of a run from its output.xml, or list its blind spots",
}
"""The commands, and what each does in a line; each is the module of its name in this folder."""


class Command(Protocol):
    """The module of a command."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the command and its arguments."""

    def run(self, arguments: Namespace) -> ExitCode:
        """Do it."""
