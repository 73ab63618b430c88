"""No problem of a registry shows a credential."""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry

SECRET = "sup3rSecretTok3n-99"
ENTRIES = [
    f"auth: Bearer {SECRET}",
    f"auth:\n      Bearer {SECRET}",
    f"auth:\n      - bearer: {SECRET}",
    f'auth: {{basic: "anna:{SECRET}"}}',
    f"auth: {{basic: [anna, {SECRET}]}}",
    f"auth: {{oauth2: [{SECRET}]}}",
    f"auth: {{api_key: {SECRET}}}",
    f"auth: {{bearer:{SECRET}}}",
    f'auth: {{bearer: "{SECRET}',
    f"auth:\n      basic:\n        username: anna\n        password: {SECRET}: x",
    f"headers: {{Authorization:Bearer {SECRET}}}",
    f"auth: {{bearr: {SECRET * 9}}}",
    f"auth: {SECRET * 9}",
]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_credential_is_not_in_a_problem(entry: str, line_end: str, tmp_path: Path) -> None:
    """This holds for every fault of the entry: in its types, its keys or its YAML."""
    text = f"connections:\n  shop:\n    base_url: http://h\n    {entry}\nvalidations:\n  a: {{request: GET /}}\n"
    file = tmp_path / "v.yaml"
    file.write_text(text, encoding="utf-8", newline=line_end)
    loaded = load_registry([file])
    reported = [*loaded.problems, *(problem for problems in loaded.registry.broken.values() for problem in problems)]
    assert reported
    assert not [problem for problem in reported if SECRET in str(problem) or SECRET[:6] in str(problem)]


def test_keys_and_names_are_shown(tmp_path: Path) -> None:
    """The tester must correct them."""
    file = tmp_path / "v.yaml"
    file.write_text(
        'connections:\n  shop: {base_url: "http://h", auth: {baerer: {env: SHOP_TOKEN}}}\n', encoding="utf-8"
    )
    [problem] = load_registry([file]).problems
    assert 'unknown key "baerer"' in str(problem)
    assert '"bearer"' in str(problem)
