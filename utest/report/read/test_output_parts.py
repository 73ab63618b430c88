"""Outputs as parts: XML, JSON, and files that are neither."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from QuashLibrary.errors import TruncatedOutputError, UnusableOutputError
from QuashLibrary.report.read.growing_tree import Part, State
from QuashLibrary.report.read.output_parts import read_parts
from utest.report.outputs import blind_test, read, robot, suite

SUITE = """\
*** Test Cases ***
Loops
    [Documentation]    Says something.
    [Tags]    one    two
    [Setup]    Log    before
    FOR    ${i}    IN    1    2
        IF    ${i} == 1    Log    in a branch
    END
    TRY
        Fail    on purpose
    EXCEPT    *
        Log    <b>caught</b>    html=True
    END
Skipped
    Skip    not today
"""


def parts(path: Path) -> list[Part]:
    """Return all parts of a file."""
    return list(read_parts(path))


def unusable(path: Path) -> str:
    """Return why a file cannot be used."""
    with pytest.raises(UnusableOutputError) as caught:
        parts(path)
    return str(caught.value).replace(str(path), "FILE")


def test_json_is_read_as_xml_is(tmp_path: Path) -> None:
    """The JSON and XML outputs of a run give the same tests."""
    (tmp_path / "suite.robot").write_text(SUITE, encoding="utf-8")
    command = [sys.executable, "-m", "robot", "--outputdir", str(tmp_path), "--log", "NONE", "--report", "NONE"]
    subprocess.run([*command, "suite.robot"], cwd=tmp_path, capture_output=True, check=False)
    xml = tmp_path / "output.xml"
    command = [sys.executable, "-m", "robot.rebot", "--output", str(tmp_path / "output.json"), "--log", "NONE"]
    subprocess.run([*command, "--report", "NONE", str(xml)], capture_output=True, check=False)
    from_xml, info = read(xml)
    from_json, json_info = read(tmp_path / "output.json")
    assert [test.name for test in from_xml] == ["Loops", "Skipped"]
    assert from_json == from_xml
    assert json_info.name == info.name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "FILE is empty: was the run killed before Robot wrote anything?"),
        ("hello", "FILE is not an output.xml of Robot Framework: syntax error: line 1, column 0"),
        ("<html></html>", "FILE is not an output.xml of Robot Framework: it begins with <html>"),
        ("{}", 'FILE is not an output.json of Robot Framework: it has no "suite"'),
        ('{"suite": []}', 'FILE is not an output.json of Robot Framework: it has no "suite"'),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, why: str) -> None:
    """The message names the file and its problem."""
    path = tmp_path / "output.xml"
    path.write_text(text, encoding="utf-8")
    assert unusable(path) == why


def test_truncated_json_is_refused(tmp_path: Path) -> None:
    """A truncated JSON file is unusable as a whole."""
    path = tmp_path / "output.json"
    path.write_text('{"suite": {"name"', encoding="utf-8")
    assert unusable(path).startswith("FILE is not an output.json of Robot Framework: ")


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    """The message says that the file is missing or is a folder."""
    assert unusable(tmp_path / "none.xml") == "FILE cannot be read: No such file or directory"
    assert unusable(tmp_path) == "FILE cannot be read: Is a directory"


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.7, 0.95])
def test_beginning_of_a_truncated_output_is_read(tmp_path: Path, kept: float) -> None:
    """The beginning of a truncated output is read."""
    text = robot(suite("Shop", *(blind_test(str(number)) for number in range(10))))
    path = tmp_path / "output.xml"
    path.write_text(text[: int(len(text) * kept)], encoding="utf-8")
    begun: list[Part] = []
    with pytest.raises(TruncatedOutputError, match=r"output\.xml is truncated"):
        begun.extend(read_parts(path))
    assert [part.elements[0].tag for part in begun if part.state is State.BEGINS][:2] == ["robot", "suite"]
    assert "suite" not in {part.elements[0].tag for part in begun if part.state is State.ENDS}


def test_entities_do_not_expand_without_bound(tmp_path: Path) -> None:
    """A file with exploding entities is refused."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "output.xml"
    path.write_text(f'<!DOCTYPE robot [<!ENTITY a0 "aaaaaaaaaa">{levels}]><robot>&a11;</robot>', encoding="utf-8")
    with pytest.raises((TruncatedOutputError, UnusableOutputError)):
        parts(path)


def test_lone_surrogates_of_json_are_escaped(tmp_path: Path) -> None:
    """A lone surrogate in JSON is read as an escape."""
    path = tmp_path / "output.json"
    data = {"generator": "Robot", "suite": {"name": "S", "tests": [{"name": "T \ud800", "status": "PASS"}]}}
    path.write_text(json.dumps(data), encoding="utf-8")
    [run], _ = read(path)
    assert run.name == "T \\ud800"


@pytest.mark.parametrize(
    "suite_of_json",
    ['{"tests": [1, 2]}', '{"suites": [null]}', '{"tests": {"a": 1}}', '{"tests": [{"body": [{"args": 5}]}]}'],
)
def test_json_of_another_shape_is_not_an_output(tmp_path: Path, suite_of_json: str) -> None:
    """JSON with unexpected types is refused."""
    path = tmp_path / "output.json"
    path.write_text(f'{{"suite": {suite_of_json}}}', encoding="utf-8")
    assert unusable(path).startswith("FILE is not an output.json of Robot Framework: ")


def test_unknown_encoding_is_refused(tmp_path: Path) -> None:
    """An unknown encoding is refused like a file of another program."""
    path = tmp_path / "output.xml"
    path.write_text('<?xml version="1.0" encoding="of-my-own"?><robot/>', encoding="utf-8")
    assert unusable(path) == "FILE is not an output.xml of Robot Framework: unknown encoding: of-my-own"
