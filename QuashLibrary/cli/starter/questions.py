"""The few questions of `quash init`; each can be answered by an option, and has a default.

In: the options. Out: the request to begin with.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.curl.command import read_command
from QuashLibrary.cli.importer.curl.shell_words import shell_variable
from QuashLibrary.errors import CommandError, UnreadableCurlError

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.importer.curl.command import CurlCommand

_URL, _PATH = "http://127.0.0.1:8080", "/"
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def request_of(arguments: Namespace) -> CurlCommand:
    """Return a GET of the answers; asks on a terminal only.

    Raises:
        CommandError: the address or the name of the variable cannot be used.
    """
    asks = not arguments.yes and sys.stdin.isatty() and sys.stdout.isatty()
    url = _answer(arguments.url, "Address of the backend", _URL, asks=asks).rstrip("/")
    path = _answer(arguments.path, "A path to ask", _PATH, asks=asks)
    name = _answer(arguments.token_variable, "Variable with the token (empty: none)", "", asks=asks)
    if name and not _NAME.fullmatch(name):
        raise CommandError(
            f'--token-variable "{name}" is no name of a variable; write for example SHOP_TOKEN', ExitCode.USAGE
        )
    try:
        command = read_command(["curl", url])
    except UnreadableCurlError as error:
        raise CommandError(f"--url: {error}", ExitCode.USAGE) from None
    command.base_path = command.url.partition("://")[2].partition("/")[2]
    command.base_path = f"/{command.base_path}" if command.base_path else ""
    command.url += "/" + path.lstrip("/")
    command.bearer = shell_variable(name) if name else ""
    return command


def _answer(given: str | None, question: str, default: str, *, asks: bool) -> str:
    if given is not None:
        return given
    if not asks:
        return default
    try:
        return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
    except EOFError:
        return default
