"""A schema of `expect` is read from a file beside the registry when the registry is loaded."""

import os
from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
connections: {shop: {base_url: "http://h"}}
validations:
  order-created: {request: GET /orders, expect: {schema: order.json}}
"""


def problems(folder: Path) -> list[str]:
    """Return the problems of the registry in a folder."""
    file = folder / "v.yaml"
    file.write_text(REGISTRY, encoding="utf-8")
    return [str(problem) for problem in load_registry([file]).problems]


def test_a_file_beside_the_registry_is_read(tmp_path: Path) -> None:
    """The folder in which Robot starts does not matter."""
    (tmp_path / "order.json").write_text('{"type": "object"}')
    assert problems(tmp_path) == []


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """The message shows the searched path."""
    [message] = problems(tmp_path)
    assert message.endswith('v.yaml:3:58 "schema": the file "order.json" does not exist; looked for order.json')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", '"schema": order.json cannot be read: it is not JSON: '),
        ('{"type": 5}', '"schema": order.json is not a JSON Schema: $.type should match anyOf'),
        ("[]", '"schema": order.json is not a JSON Schema: a schema must be an object, not a value of type array'),
    ],
)
def test_a_file_that_is_not_a_schema_is_reported(text: str, message: str, tmp_path: Path) -> None:
    """The problem is at the place that names the file."""
    (tmp_path / "order.json").write_text(text)
    [problem] = problems(tmp_path)
    assert f"v.yaml:3:58 {message}" in problem


def test_a_folder_is_not_a_schema(tmp_path: Path) -> None:
    """A folder cannot be read."""
    (tmp_path / "order.json").mkdir()
    [problem] = problems(tmp_path)
    assert '"schema": order.json cannot be read: Is a directory' in problem


@pytest.mark.parametrize("text", ["root:x:0:0", '["root:x:0:0"]', '{"type": "root:x:0:0"}', '"root:x:0:0'])
def test_the_content_of_a_wrong_file_is_not_shown(text: str, tmp_path: Path) -> None:
    """The name may lead to a wrong file with secrets; the place in it is enough."""
    (tmp_path / "order.json").write_text(text)
    [problem] = problems(tmp_path)
    assert "root" not in problem


def test_a_pipe_is_not_a_schema(tmp_path: Path) -> None:
    """Reading it would block forever."""
    os.mkfifo(tmp_path / "order.json")
    [problem] = problems(tmp_path)
    assert '"schema": order.json cannot be read: it is a pipe or a device, not a file' in problem
