"""`quash init`: create a registry, a suite and editor settings that work at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.exit_codes import ExitCode
    from QuashLibrary.cli.parser import Parser

_DESCRIPTION = """\
Create a registry, a suite that needs no phone, and settings that let editors complete both.

Existing files are not changed. With --curl, the registry starts with a request that you already have.
"""
_EXAMPLES = (
    "quash init --curl 'curl https://shop.example/api/orders/17 -H \"Authorization: Bearer …\"'",
    "quash init checks --yes --url https://shop.example/api --path /health --token-variable SHOP_TOKEN",
)


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    parser.quoting_hint = "save a curl command that contains quotes in a file: quash init --curl - < FILE"
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        default=Path(),
        help="default: the current folder",
    )
    parser.add_argument("--curl", metavar="CURL", help="start with this curl command; - reads standard input")
    parser.add_argument("--url", help="the address of the backend")
    parser.add_argument("--path", help="a path to request, such as /health")
    parser.add_argument(
        "--token-variable", metavar="NAME", help="the environment variable with the token, if one is needed"
    )
    parser.add_argument("--offline", action="store_true", help="do not send the request")
    parser.add_argument("--yes", action="store_true", help="ask no questions and use the defaults")


def run(arguments: Namespace) -> ExitCode:
    """Write the files that do not exist yet, and print the next commands."""
    # Imported late: the help needs none of this.
    from QuashLibrary.cli.starter.new_project import begin

    return begin(arguments)
