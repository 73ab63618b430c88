"""Explain the rules of `quash check`: what is wrong, with a wrong and a right example.

In: a code, the name of a rule, or nothing. Out: lines on the console. Tests check the examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.cli.console import write, write_table
from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.findings.model import CODES, RULES
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADS = ("CODE", "NAME", "SEVERITY", "FINDING")
_INDENT = "    "


class Explanation(NamedTuple):
    """The reason for a rule, and the lines of a wrong and of a right example."""

    reason: str
    wrong: str
    right: str


EXPLANATIONS: Mapping[str, Explanation] = {
    "Q101": Explanation(
        "The registry cannot be used as it is written. An import would report the same message and fail\n"
        "the tests. The example is a part of a validation.",
        "expects: {$.state: paid}",
        "expect: {$.state: paid}",
    ),
    "Q102": Explanation(
        "The import names a registry that does not exist, or an argument or a value that QuashLibrary\n"
        "does not have. All tests of the suite would fail.",
        "Library    QuashLibrary    registry=validation.yaml",
        "Library    QuashLibrary    registry=validations.yaml",
    ),
    "Q103": Explanation(
        "Everybody with access to the repository can read the secrets in the env_file. Remove it from git\n"
        "and change the secrets: they stay in the history. Without git, a note says that this was not checked.\n"
        "Registries cannot use the key env_file yet, so Q101 reports it, too.",
        "git add .env",
        "git rm --cached .env\necho .env >> .gitignore",
    ),
    "Q201": Explanation(
        "The registry has no validation with this slug, so the step would fail with an unknown keyword.",
        "@order-craeted    order_id=A-1001",
        "@order-created    order_id=A-1001",
    ),
    "Q202": Explanation(
        "The validation does not declare this input. Declare it in the registry, or correct its name.",
        "@order-created    oder_id=A-1001",
        "@order-created    order_id=A-1001",
    ),
    "Q203": Explanation(
        "The input has no default, the step does not pass it, and nothing before the step sets a variable\n"
        "with its name. Variables of the command line (robot -v) are unknown here: ignore the code for them.",
        "@order-created",
        "@order-created    order_id=A-1001",
    ),
    "Q204": Explanation(
        "within= and delay= need a duration. on_failure= and on_error= need one of their policies.",
        "@order-created    order_id=A-1001    within=soon",
        "@order-created    order_id=A-1001    within=10s",
    ),
    "Q205": Explanation(
        "The registry has no connection with this name, or none of its connections has this environment.",
        "Check Backend Connection    shpo",
        "Check Backend Connection    shop",
    ),
    "Q206": Explanation(
        "value= must be a JSONPath, which starts with $, or the name of a value that the validation fetches.\n"
        "Without value=, the validation must fetch exactly one value.",
        "Fetch Backend Value    @order-created    value=totl    order_id=A-1001",
        "Fetch Backend Value    @order-created    value=total    order_id=A-1001",
    ),
    "Q207": Explanation(
        "The tag attaches a validation to the test, but the registry has no validation with this slug.",
        "[Tags]    after:@shop-helthy",
        "[Tags]    after:@shop-healthy",
    ),
    "Q208": Explanation(
        "Robot Framework cannot parse the lines, so the test would fail. The message is Robot's own.",
        "IF    $paid\n    @order-created    order_id=A-1001",
        "IF    $paid\n    @order-created    order_id=A-1001\nEND",
    ),
    "Q209": Explanation(
        "The file cannot be opened, or its encoding is not UTF-8. Nothing in it was checked.",
        "iconv -t latin1 -o login.robot suite.robot",
        "iconv -f latin1 -t utf-8 -o login.robot suite.robot",
    ),
    "Q301": Explanation(
        "No suite names the validation, and neither needs, extends, auth: {from: …} nor attach uses it.\n"
        "Use it in a test, or remove it.",
        "shop-idle: {request: GET /idle, expect: {status: 200}}",
        "@shop-idle",
    ),
    "Q302": Explanation(
        "No validation, no other connection, no app and no suite uses the connection. Use it, or remove it.\n"
        "The right example is a part of a validation.",
        "old-shop: {base_url: http://127.0.0.1:8090}",
        "connection: old-shop",
    ),
    "Q303": Explanation(
        "A validation that reads the variable would be an error here. Set the variable before the run,\n"
        "or give it a default.",
        'base_url: "%{SHOP_URL}"',
        'base_url: "%{SHOP_URL=http://127.0.0.1:8080}"',
    ),
    "Q304": Explanation(
        "Everybody who can read the registry can read the credential. Read it from the environment, and\n"
        "change the credential if the registry was published.",
        "auth: {bearer: s3cr3t-t0ken}",
        "auth: {bearer: {env: SHOP_TOKEN}}",
    ),
    "Q305": Explanation(
        '".." searches every value of the answer, which is slow on large answers and may find values that\n'
        "were not meant. Write the full path.",
        "expect: {$..state: {contains: paid}}",
        'expect: {"$.orders[*].state": {contains: paid}}',
    ),
}
"""The explanations by code."""


def write_explanation(word: str) -> None:
    """Write the explanation of a rule; without a word, the list of rules.

    Raises:
        CommandError: there is no rule with this code or name.
    """
    if not word:
        write_table(_HEADS, [tuple(rule) for rule in RULES.values()])
        return
    for line in explanation_lines(code_of(word, "--explain")):
        write(line)


def explanation_lines(code: str) -> list[str]:
    """Return the lines that explain a rule."""
    rule, explanation = RULES[code], EXPLANATIONS[code]
    return [
        f"{rule.code} {rule.name} ({rule.severity}): {rule.summary}",
        *explanation.reason.split("\n"),
        "wrong:",
        *(f"{_INDENT}{line}" for line in explanation.wrong.split("\n")),
        "right:",
        *(f"{_INDENT}{line}" for line in explanation.right.split("\n")),
    ]


def code_of(word: str, option: str) -> str:
    """Return the code of a rule, given its code or its name.

    Raises:
        CommandError: there is no such rule; the message names the option.
    """
    code = CODES.get(word.lower(), word.upper())
    if code not in RULES:
        advice = did_you_mean(word, [*RULES, *CODES]) or f"choose {', '.join(RULES)}"
        raise CommandError(f'{option}: unknown code "{word}"; {advice}', ExitCode.USAGE)
    return code
