"""The few questions of `quash init`. Each has a default, and an option can answer it.

In: the options. Out: the first request. After an unusable answer the question is repeated; an unusable option is a
mistake on the command line.
"""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.curl.command import read_command, shown_url
from QuashLibrary.cli.importer.curl.shell_words import VARIABLE, shell_variable
from QuashLibrary.cli.importer.secret_values import looks_secret
from QuashLibrary.errors import CommandError, UnreadableCurlError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from QuashLibrary.cli.importer.curl.command import CurlCommand

    Check = Callable[[str], str]

_URL, _PATH = "http://127.0.0.1:8080", "/"
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_WITH_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def request_of(arguments: Namespace) -> CurlCommand:
    """Return a GET request built from the answers; ask only on a terminal.

    Raises:
        CommandError: an option cannot be used, or the input has ended.
    """
    check_options(arguments)
    asks = not arguments.yes and sys.stdin.isatty() and sys.stdout.isatty()
    url = _answer(arguments.url, "Address of the backend", _URL, _address, asks=asks)

    def path_below(text: str) -> str:
        return _path(text, url)

    path = _answer(arguments.path, "A path to request", _PATH, path_below, asks=asks)
    name = _answer(
        arguments.token_variable, "Environment variable with the token (empty: none)", "", _variable, asks=asks
    )
    command = read_command(["curl", url])
    command.base_path = urlsplit(url).path
    command.url = url + path
    command.bearer = shell_variable(name) if name else ""
    return command


def options_of(command: CurlCommand) -> str:
    """Return the options that replace these answers; empty if they would contain a secret."""
    parts = urlsplit(command.url)
    if "@" in parts.netloc or parts.query:
        return ""
    address = f"{parts.scheme}://{parts.netloc}{command.base_path}"
    words = ["--yes", "--url", address, "--path", command.url.removeprefix(address)]
    if match := VARIABLE.fullmatch(command.bearer):
        words += ["--token-variable", match[1]]
    return shlex.join(words)


def check_options(arguments: Namespace) -> None:
    """Check the options that answer questions.

    Raises:
        CommandError: one or more of them cannot be used.
    """
    url = arguments.url

    def path_below(text: str) -> str:
        if url is None and _WITH_SCHEME.match(text):
            # The address is not known yet.
            return text
        return _path(text, _URL if url is None else _address(url))

    options: tuple[tuple[str, str | None, Check], ...] = (
        ("--url", url, _address),
        ("--path", arguments.path, path_below),
        ("--token-variable", arguments.token_variable, _variable),
    )
    wrong: list[str] = []
    for option, given, check in options:
        try:
            if given is not None:
                check(given)
        except ValueError as error:
            wrong.append(f"{option}: {error}")
    if wrong:
        # With a wrong address, the path only repeats its error.
        said = [text for text in wrong if not (text.startswith("--path") and text[8:] == wrong[0][7:])]
        raise CommandError("\n".join(said), ExitCode.USAGE)


def _answer(given: str | None, question: str, default: str, check: Check, *, asks: bool) -> str:
    while True:
        try:
            return check(_asked(question, default) if given is None and asks else default if given is None else given)
        except ValueError as error:
            if not asks or given is not None:
                raise CommandError(str(error), ExitCode.USAGE) from None
            print(f"  {error}")


def _asked(question: str, default: str) -> str:
    try:
        return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
    except (EOFError, KeyboardInterrupt):
        # The cursor is still on the line of the question.
        print()
        raise CommandError("stopped; nothing was written", ExitCode.INTERRUPTED) from None


def _address(text: str) -> str:
    """Return the address of a backend without a trailing slash; a ValueError explains a wrong text."""
    url = text.strip().rstrip("/")
    try:
        usable = _WITH_SCHEME.match(url) and not re.search(r"\s", url) and read_command(["curl", url])
    except UnreadableCurlError:
        usable = None
    if not usable:
        raise ValueError(f'"{shown_url(text)}" is not an address; write for example https://shop.example/api')
    if set("?#") & set(url):
        raise ValueError(f'"{shown_url(text)}" contains a query; write the address without it')
    return url


def _path(text: str, url: str) -> str:
    """Return a path; a whole URL below the address is accepted as well."""
    if _WITH_SCHEME.match(text):
        rest = text[len(url) :]
        if not text.lower().startswith(url.lower()) or rest[:1] not in ("", "/", "?"):
            raise ValueError(f'"{shown_url(text)}" is not below {shown_url(url)}; write a path, for example /health')
        text = rest
    if re.search(r"\s", text):
        raise ValueError(f'"{text}" is not a path; write %20 for a space')
    return "/" + text.lstrip("/")


def _variable(text: str) -> str:
    if text and looks_secret(text):
        raise ValueError("this looks like the token itself; write the name of a variable, for example SHOP_TOKEN")
    if text and not _NAME.fullmatch(text):
        raise ValueError(f'"{text}" is not a variable name; write for example SHOP_TOKEN')
    return text
