"""`quash import`: make entries for a registry from what a tester already has; so far from a curl line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.parser import COMMAND, Parser
from QuashLibrary.cli.registry import add_registry_argument

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.exit_codes import ExitCode

_DESCRIPTION = "Make entries for a registry from what you already have.\n"
_EXAMPLES = ("quash import curl --output validations.yaml < request.txt", "quash import curl --help")
_CURL_DESCRIPTION = """\
Make a validation of a curl line, as browsers ("Copy as cURL"), Insomnia and Postman write it.

The backend is asked once, to guess what to expect; a request that may change something is sent only with --ask.
Tokens, keys and passwords never get into the registry: variables of the environment take their places.
"""
_CURL_EXAMPLES = (
    "quash import curl 'curl https://shop.example/api/orders/17 -H \"Authorization: Bearer …\"'",
    "quash import curl --output validations.yaml < request.txt",
    "quash import curl --offline -- curl https://shop.example/api/orders -d state=paid",
)


class _CurlParser(Parser):
    """Takes the options of a curl line without quotes for what they are."""

    def _unknown(self, words: list[str]) -> str:
        message = super()._unknown(words)
        is_misspelt = "; " in message and words[0].startswith("--")
        return message if is_misspelt else f"{message}; put the curl line in quotes, or write  --  in front of it"


def add_arguments(parser: Parser) -> None:
    """Describe the command, its formats and their arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    formats = parser.add_subparsers(metavar=COMMAND, required=True, parser_class=_CurlParser)
    curl = formats.add_parser("curl", help="make a validation of a curl line")
    curl.describe(_CURL_DESCRIPTION, _CURL_EXAMPLES)
    curl.add_argument(
        "words",
        metavar="CURL|FILE|-",
        nargs="*",
        help="a curl line, a file with one, or - for standard input (default)",
    )
    curl.add_argument("--slug", metavar="NAME", default="", help="the slug (default: from method and path)")
    add_registry_argument(curl)
    asking = curl.add_mutually_exclusive_group()
    asking.add_argument("--offline", action="store_true", help="do not ask the backend; the expectations are TODO")
    asking.add_argument("--ask", action="store_true", help="send the request once even if it may change something")
    curl.add_argument("--output", metavar="FILE", type=Path, help="add the entry to this file, or begin it")


def run(arguments: Namespace) -> ExitCode:
    """Make the entry, and print it or add it to the file."""
    # The help waits for nothing of this.
    from QuashLibrary.cli.importer.curl_import import import_curl

    return import_curl(arguments)
