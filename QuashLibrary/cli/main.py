"""The entry point of `quash`: find the command, run it, and end with its exit code.

A command is a module of this folder with the functions `add_arguments` and `run`. It is imported when it is called,
so no command waits for the imports of another.

Words are completed in a shell that has run
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
    "connect": "check step by step whether the backends are reachable",
    "check": "find mistakes in a registry and in the suites that use it",
    "list": "list the validations of a registry",
    "import": "turn a curl command into registry entries",
    "init": "create a registry, a suite and editor settings",
    "example": "list, print or copy the example registries",
    "schema": "print the JSON Schema of registry files, for editors",
    "report": "write the report of a run from its output.xml, or list its blind spots",
    "prove": "find the tests that stay green even though a write of the app is lost",
}
"""The commands, each with one line of help."""
_MODULES: Mapping[str, str] = {
    "list": "list_validations",
    "import": "importer.command",
    "init": "starter.init",
    "example": "starter.example",
    "schema": "starter.schema",
}
"""The modules whose names differ from the command."""
_EPILOG = 'Turn on Tab completion in bash and zsh:  eval "$(register-python-argcomplete --no-defaults quash)"'
_COMPLETING = "_ARGCOMPLETE"
"""The variable that a shell sets when it wants completions."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that the words (by default, the command line) call, and return the exit code."""
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
        # The reader, such as `head`, has closed the pipe.
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
    """Return the parsed arguments; their `run` is the function of the command."""
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
