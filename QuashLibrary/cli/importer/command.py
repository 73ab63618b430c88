"""`quash import`: turn a request that a tester already has into registry entries; so far from curl only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.parser import COMMAND, Parser
from QuashLibrary.cli.registry import add_registry_argument

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.exit_codes import ExitCode

_DESCRIPTION = "Turn a request that you already have into registry entries.\n"
_EXAMPLES = ("quash import curl --output validations.yaml < request.txt", "quash import curl --help")
_CURL_DESCRIPTION = """\
Turn a curl command into a validation. Browsers ("Copy as cURL"), Insomnia and Postman write such commands.

The request is sent once, to guess the expectations. A request that may change something is sent only with --ask.
Tokens, keys and passwords never get into the registry: environment variables replace them.
"""
_CURL_EXAMPLES = (
    "quash import curl 'curl https://shop.example/api/orders/17 -H \"Authorization: Bearer …\"'",
    "quash import curl --output validations.yaml < request.txt",
    "quash import curl --offline -- curl https://shop.example/api/orders -d state=paid",
)


def add_arguments(parser: Parser) -> None:
    """Describe the command, its formats and their arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    formats = parser.add_subparsers(metavar=COMMAND, required=True, parser_class=Parser)
    curl = formats.add_parser("curl", help="turn a curl command into a validation")
    curl.describe(_CURL_DESCRIPTION, _CURL_EXAMPLES)
    curl.quoting_hint = "put the curl command in quotes, or write  --  before it"
    curl.add_argument(
        "words",
        metavar="CURL|FILE|-",
        nargs="*",
        help="a curl command, a file with one, or - for standard input (default)",
    )
    curl.add_argument("--slug", metavar="NAME", default="", help="the slug (default: built from method and path)")
    add_registry_argument(curl)
    asking = curl.add_mutually_exclusive_group()
    asking.add_argument("--offline", action="store_true", help="do not send the request; the expectations are TODO")
    asking.add_argument("--ask", action="store_true", help="send the request once even if it may change something")
    curl.add_argument("--output", metavar="FILE", type=Path, help="add the entry to this file, or create the file")


def run(arguments: Namespace) -> ExitCode:
    """Make the entry, and print it or add it to the file."""
    # Imported late: the help needs none of this.
    from QuashLibrary.cli.importer.curl_import import import_curl

    return import_curl(arguments)
