"""`quash init`: a registry, a suite and settings for editors, which work at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.exit_codes import ExitCode
    from QuashLibrary.cli.parser import Parser

_DESCRIPTION = """\
Begin with a registry, a suite that needs no phone, and settings with which editors complete both.

Files that exist are left as they are. With --curl the registry begins with a request that you have already.
"""
_EXAMPLES = (
    "quash init --curl 'curl https://shop.example/api/orders/17 -H \"Authorization: Bearer …\"'",
    "quash init checks --yes --url https://shop.example/api --path /health --token-variable SHOP_TOKEN",
)


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, default=Path(), help="default: this folder")
    parser.add_argument("--curl", metavar="LINE", help="begin with this request; - reads the line from standard input")
    parser.add_argument("--url", help="the address of the backend")
    parser.add_argument("--path", help="a path to ask, such as /health")
    parser.add_argument(
        "--token-variable", metavar="NAME", help="the environment variable with the token, if it needs one"
    )
    parser.add_argument("--offline", action="store_true", help="do not ask the backend")
    parser.add_argument("--yes", action="store_true", help="ask no questions")


def run(arguments: Namespace) -> ExitCode:
    """Write what does not exist yet, and say what to type next."""
    # The help waits for nothing of this.
    from QuashLibrary.cli.starter.new_project import begin

    return begin(arguments)
