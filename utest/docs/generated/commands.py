"""docs/reference/commands.md: usage, arguments and exit codes of each command, from its parser."""

from __future__ import annotations

import re
from argparse import Action, _SubParsersAction
from collections.abc import Iterator, Mapping
from types import ModuleType

from QuashLibrary.cli import check, connect, list_validations, prove, report, run
from QuashLibrary.cli.importer import command
from QuashLibrary.cli.parser import Parser
from QuashLibrary.cli.starter import example, init, schema
from utest.docs.generated.parts import code, table

MODULES: Mapping[str, ModuleType] = {
    "run": run,
    "connect": connect,
    "check": check,
    "list": list_validations,
    "import": command,
    "init": init,
    "example": example,
    "schema": schema,
    "report": report,
    "prove": prove,
}
"""The modules of the commands."""
_EXIT_CODES = re.compile(r"^exit codes: (.*)\Z", re.MULTILINE | re.DOTALL)


def parts() -> dict[str, str]:
    """Return a part for each command that does something."""
    return {parser.prog.replace(" ", "-"): _part(parser) for parser in parsers()}


def parsers() -> Iterator[Parser]:
    """Yield the parser of each command, or those of the commands below it."""
    for name, module in MODULES.items():
        parser = Parser(prog=f"quash {name}")
        module.add_arguments(parser)
        below = [parser for action in _actions(parser) for parser in _parsers_of(action)]
        yield from below or [parser]


def _part(parser: Parser) -> str:
    actions = [action for action in _actions(parser) if action.dest != "help"]
    actions.sort(key=lambda action: bool(action.option_strings))
    usage = " ".join([parser.prog, *_usage(parser, [action for action in actions if action.option_strings])])
    words = " ".join([usage, *(_usage_of_argument(action) for action in actions if not action.option_strings)])
    rows = table(("argument", "meaning"), ((code(_name(action)), _help(parser, action)) for action in actions))
    return f"Usage: `{words}`\n\n{rows}\n\n{_exit_codes(parser)}"


def _actions(parser: Parser) -> list[Action]:
    return parser._actions


def _parsers_of(action: Action) -> list[Parser]:
    return list(action.choices.values()) if isinstance(action, _SubParsersAction) else []


def _usage(parser: Parser, options: list[Action]) -> Iterator[str]:
    """Yield the options, those of which only one may be given as one."""
    groups = [group._group_actions for group in parser._mutually_exclusive_groups]
    for action in options:
        group = next((group for group in groups if action in group), [action])
        if action is group[0]:
            yield f"[{' | '.join(map(_name, group))}]"


def _usage_of_argument(action: Action) -> str:
    name = _name(action)
    several = action.nargs in {"*", "+"}
    return f"{name} …" if action.nargs == "+" else f"[{name}{' …' if several else ''}]" if action.nargs else name


def _name(action: Action) -> str:
    """Return an argument as it is written, an option with the name of its value."""
    value = str(action.metavar or (f"{{{','.join(action.choices)}}}" if action.choices else action.dest.upper()))
    if not action.option_strings:
        return value
    option = action.option_strings[-1]
    return option if action.nargs == 0 else f"{option} {value}"


def _help(parser: Parser, action: Action) -> str:
    return _with_code(parser._get_formatter()._expand_help(action))


def _exit_codes(parser: Parser) -> str:
    found = _EXIT_CODES.search(parser.epilog or "")
    return _with_code(f"Exit codes: {found[1]}.") if found else ""


def _with_code(text: str) -> str:
    """Put options and the like into code spans."""
    return re.sub(r"(?<![\w`])(--[a-z][a-z-]+|name=%\{VARIABLE\})", r"`\1`", text)
