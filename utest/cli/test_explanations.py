"""`quash check --explain`: each code has an explanation, and its examples are what `quash check` finds and accepts."""

from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.findings.explanations import EXPLANATIONS, explanation_lines
from QuashLibrary.cli.findings.model import RULES
from QuashLibrary.cli.main import main

LONGEST = 12
"""Lines of an explanation."""
REGISTRY = """\
version: 1
connections:
  shop:
    {connection}
  {connections}
validations:
  order-created:
    connection: shop
    inputs: {{order_id: Number on the screen.}}
    request: GET /orders/${{order_id}}
    fetch: {{total: $.total}}
    expect: {{$.state: paid}}
  shop-healthy:
    request: GET /health
    {validation}
    {owner}
  {validations}
"""
PARTS = {
    "connection": "base_url: http://127.0.0.1:9",
    "connections": "",
    "validation": "expect: {status: 200}",
    "validations": "",
    "owner": "connection: shop",
    "import": "Library    QuashLibrary    registry=validations.yaml",
    "step": "No Operation",
}
PLACES = {
    "Q101": ("validation", "validation"),
    "Q102": ("import", "import"),
    "Q207": ("step", "step"),
    "Q301": ("validations", "step"),
    "Q302": ("connections", "owner"),
    "Q303": ("connection", "connection"),
    "Q304": ("connection", "connection"),
    "Q305": ("validation", "validation"),
}
"""Where the wrong and the right example of a code belong; those of the other codes are steps."""
COMMANDS = {"Q103", "Q209"}
"""The codes whose examples are commands of a shell."""


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this process names no registry."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)
    monkeypatch.delenv("QUASH_ENVIRONMENT", raising=False)
    monkeypatch.delenv("SHOP_URL", raising=False)
    monkeypatch.setenv("SHOP_TOKEN", "s3cr3t")


def codes_found(parts: dict[str, str], capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Check a suite and a registry with these parts, and return the codes of the findings."""
    parts = {**PARTS, **parts}
    steps = "".join(f"    {line}\n" for line in ["@order-created    7", "@shop-healthy", *parts["step"].split("\n")])
    Path("validations.yaml").write_text(REGISTRY.format(**parts), encoding="utf-8")
    Path("a.robot").write_text(f"*** Settings ***\n{parts['import']}\n*** Test Cases ***\nA\n{steps}", encoding="utf-8")
    main(["check"])
    return {line.split()[1] for line in capsys.readouterr().out.splitlines()[:-1]}


def with_address(place: str, example: str) -> str:
    """Return an example; beside a key of a connection, the address that every connection needs."""
    is_bare = place == "connection" and "base_url" not in example
    return f"{PARTS['connection']}\n    {example}" if is_bare else example


def test_every_code_has_an_explanation() -> None:
    """And no explanation is without its code."""
    assert list(EXPLANATIONS) == list(RULES)


@pytest.mark.parametrize("code", RULES)
def test_an_explanation_fits_a_terminal(code: str) -> None:
    """It has at most twelve lines of a readable width."""
    lines = explanation_lines(code)
    assert len(lines) <= LONGEST
    assert max(map(len, lines)) <= 105


@pytest.mark.parametrize("code", sorted(set(RULES) - COMMANDS))
def test_the_wrong_example_has_the_finding(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no other finding."""
    place, _ = PLACES.get(code, ("step", "step"))
    example = with_address(place, EXPLANATIONS[code].wrong)
    assert codes_found({place: example}, capsys) == {code}


@pytest.mark.parametrize("code", sorted(set(RULES) - COMMANDS))
def test_the_right_example_has_no_finding(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The wrong example of an unused entry stays: the right one uses it."""
    wrong_place, place = PLACES.get(code, ("step", "step"))
    unused = {wrong_place: EXPLANATIONS[code].wrong} if wrong_place != place else {}
    example = with_address(place, EXPLANATIONS[code].right)
    assert codes_found({**unused, place: example}, capsys) == set()


@pytest.mark.parametrize("word", ["Q101", "q101", "registry-problem"])
def test_a_rule_is_explained_by_its_code_or_its_name(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With its name, its severity, and both examples."""
    assert main(["check", "--explain", word]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Q101 registry-problem (error): the registry has a problem"
    assert lines[-4:] == ["wrong:", "    expects: {$.state: paid}", "right:", "    expect: {$.state: paid}"]


def test_without_a_code_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each rule."""
    assert main(["check", "--explain"]) == ExitCode.DONE
    heads, *rows = capsys.readouterr().out.splitlines()
    assert heads.split() == ["CODE", "NAME", "SEVERITY", "FINDING"]
    assert [row.split()[0] for row in rows] == list(RULES)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--explain", "Q21"], '--explain: unknown code "Q21"; did you mean "Q201"?'),
        (["--explain", "uknown-slug"], '--explain: unknown code "uknown-slug"; did you mean "unknown-slug"?'),
        (["--explain", "nothing-like-it"], "choose Q101, Q102"),
        (["a.robot", "--explain", "Q101"], "--explain checks nothing; leave out a.robot"),
    ],
)
def test_a_wrong_word_is_a_wrong_command_line(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message has the nearest name."""
    assert main(["check", *words]) == ExitCode.USAGE
    assert message in capsys.readouterr().err
