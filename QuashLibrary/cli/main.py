"""The command `quash`: find the command that is called, run it, and end with its exit code.

A command is a module of this folder with the functions `add_arguments` and `run`. It is imported when it is called, so
that no command waits for what another one imports.

argcomplete completes the words in a shell that has run
`eval "$(register-python-argcomplete --no-defaults quash)"`.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from QuashLibrary.cli.console import UNWRITABLE, discard, prepare_streams, say
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.parser import COMMAND, Parser
from QuashLibrary.errors import CommandError
from QuashLibrary.version import __version__

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

COMMANDS: Mapping[str, str] = {
    "run": "run a validation now, without Robot Framework",
    "connect": "find out step by step whether the backends can be reached",
    "check": "find mistakes in a registry and in the suites that use it",
    "list": "show the validations of a registry",
    "import": "make entries for a registry from a curl line",
    "init": "begin with a registry, a suite and settings for editors",
    "example": "list, print or copy the example registries",
    "schema": "print the JSON Schema of registry files, for editors",
    "report": "make the report of a run from its output.xml, or list its blind spots",
    "prove": "find the tests that stay green although a write of the app was lost",
}
"""The names of the commands, each with one line of help."""
_MODULES: Mapping[str, str] = {
    "list": "list_validations",
    "import": "importer.command",
    "init": "starter.init",
    "example": "starter.example",
    "schema": "starter.schema",
}
"""The modules of the commands that are not called as the command."""
_EPILOG = 'Complete words with Tab in bash and zsh:  eval "$(register-python-argcomplete --no-defaults quash)"'
_COMPLETING = "_ARGCOMPLETE"
"""The variable that is set where a shell asks how a word may go on."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that these words (or those of the command line) call, and return the exit code."""
    words = sys.argv[1:] if words is None else words
    prepare_streams()
    try:
        code = _run_command(words)
        sys.stdout.flush()
        return code
    except CommandError as error:
        say(f"quash: {error}")
        return error.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        discard(sys.stdout)
        return ExitCode.DONE
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        discard(sys.stdout)
        say(f"quash: cannot write to standard output: {error.strerror}")
        return ExitCode.NOT_WRITTEN


def _run_command(words: Sequence[str]) -> int:
    try:
        arguments = parsed(words)
    except SystemExit as end:  # argparse has shown the help or the version
        return int(end.code or 0)
    code: ExitCode = arguments.run(arguments)
    return code


def parsed(words: Sequence[str]) -> Namespace:
    """Return what the words say; `run` is the function of the command that they call."""
    description = "Try, check and manage backend validations without running a test."
    parser = Parser(prog="quash", description=description, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"QuashLibrary {__version__}")
    subparsers = parser.add_subparsers(metavar=COMMAND, required=True, parser_class=Parser)
    completing = _COMPLETING in os.environ
    called = next((word for word in words if not word.startswith("-")), "")
    for name, summary in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary)
        if name == called or completing:
            command = import_module(f"QuashLibrary.cli.{_MODULES.get(name, name)}")
            command.add_arguments(subparser)
            subparser.set_defaults(run=command.run)
    if completing:
        from QuashLibrary.cli.completion import complete

        complete(parser)
    return parser.parse_args(words)
