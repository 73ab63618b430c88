"""`quash schema`: print the JSON Schema of registry files, which lets editors complete and explain them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.starter.new_files import write_new
from QuashLibrary.problems import shown_path
from QuashLibrary.registry.editor_schema import schema_text

if TYPE_CHECKING:
    from argparse import Namespace

    from QuashLibrary.cli.parser import Parser

SCHEMA_FILE = "quash.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""The first line of a registry; it leads editors with the YAML language server to the schema beside it."""

_DESCRIPTION = f"""\
Print the JSON Schema of registry files. Editors with the YAML language server then complete and explain each registry
with the first line  {MODELINE}
"""
_EXAMPLES = (f"quash schema --output {SCHEMA_FILE}", "quash schema | jq .properties")


def add_arguments(parser: Parser) -> None:
    """Describe the command and its arguments."""
    parser.describe(_DESCRIPTION, _EXAMPLES)
    parser.add_argument("--output", metavar="FILE", type=Path, help="write it to this file, which must not exist yet")


def run(arguments: Namespace) -> ExitCode:
    """Print the schema, or write it to a file."""
    if arguments.output is None:
        print(schema_text(), end="")
        return ExitCode.DONE
    write_new({arguments.output: schema_text()})
    print(f"Wrote {shown_path(arguments.output)}; use it with this first line in a registry:\n  {MODELINE}")
    return ExitCode.DONE
