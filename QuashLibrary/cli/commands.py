"""The commands of `quash`. A command is a module of this folder with the two functions of `Command`.

Its module is imported when it is called, so that no command waits for what another one imports.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Protocol

from QuashLibrary.cli.exit_codes import ExitCode

COMMANDS: Mapping[str, str] = {
    "report": "make the report of a run from its output.xml, or list its blind spots",
}
"""The names of the commands, each with one line of help."""


class Command(Protocol):
    """The module of a command."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the command and its arguments."""

    def run(self, arguments: Namespace) -> ExitCode:
        """Run the command."""
