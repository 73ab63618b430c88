"""`proof.json` is read back as written, and damage is named."""

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from QuashLibrary.errors import UnreadableProofError
from QuashLibrary.proof.json_file import read_proof_json, write_proof_json
from QuashLibrary.proof.model import Proof, ProvenTest, Trial
from utest.proof.proofs import everything, large, shop

SCHEMA = Path(__file__).parents[2] / "resources" / "proof.schema.json"
SECONDS = st.floats(min_value=0, allow_nan=False, allow_infinity=False)


def built(kind: type[Any], **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy that fills in every field, including fields with a default."""
    return st.builds(kind, **{item.name: known.get(item.name, ...) for item in fields(kind)})


TRIALS = built(Trial, elapsed=SECONDS)
TESTS = built(ProvenTest, trials=st.lists(TRIALS, max_size=3).map(tuple))
PROOFS = built(
    Proof, started=st.datetimes(), elapsed=SECONDS, recording=SECONDS, tests=st.lists(TESTS, max_size=3).map(tuple)
)


def strict(schema: Any) -> Any:
    """Return a schema that accepts only the keys that it documents."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{key: strict(value) for key, value in schema.items()}, **closed}


@given(PROOFS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_proof_survives(tmp_path: Path, proof: Proof) -> None:
    """Any proof survives writing and reading, including every field of the model."""
    write_proof_json(proof, tmp_path / "proof.json")
    assert read_proof_json(tmp_path / "proof.json") == proof


@pytest.mark.parametrize(
    "made", [shop(), everything("\ud800 \u2028 </script> 🛒"), large(30), Proof("", "", datetime(2026, 1, 1))]
)
def test_file_has_the_documented_form(tmp_path: Path, made: Proof) -> None:
    """The schema contains every written key, and every key of the schema is written."""
    write_proof_json(made, tmp_path / "proof.json")
    schema = strict(json.loads(SCHEMA.read_text(encoding="utf-8")))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads((tmp_path / "proof.json").read_text(encoding="utf-8")))
    assert read_proof_json(tmp_path / "proof.json") == made


def test_one_test_is_one_line(tmp_path: Path) -> None:
    """Each test is on its own line, so a large file can be searched line by line."""
    write_proof_json(large(30), tmp_path / "proof.json")
    lines = (tmp_path / "proof.json").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"name": "Customer Does Thing') for line in lines) == 30


def changed(folder: Path, old: str, new: str) -> Path:
    """Return the file of a proof in which a text was replaced."""
    path = folder / "proof.json"
    write_proof_json(shop(), path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"result": "blind"', '"result": "fine"', "tests[0].trials[0].result must be one of caught by the UI, caught"),
        ('"elapsed": 3.2', '"elapsed": "3.2"', "tests[0].trials[0].elapsed is not a number"),
        ('"elapsed": 3.2', '"elapsed": NaN', "tests[0].trials[0].elapsed is not a number"),
        ('"elapsed": 3.2', f'"elapsed": 1{"0" * 400}', "tests[0].trials[0].elapsed is too large"),
        ('"times": 1', '"times": true', "setup_writes[0].times is not a whole number"),
        ('"warned": false', '"warned": 0', "tests[0].trials[0].warned is not true or false"),
        ('"suite": ["Demo", "Shop"]', '"suite": "Demo"', "tests[0].suite is not a list"),
        ('"name": "Customer Orders A Lamp"', '"title": "x"', "tests[0].name is missing"),
        ('"started": "2026-01-01T12:00:00.000000"', '"started": "noon"', "started is not a local date and time"),
        ('"started": "2026-01-01T12:00:00.000000"', '"started": "2026-01-01T12:00:00Z"', "started is not a local date"),
        ('"tests": [', '"tests": [7, ', "tests[0] is not an object"),
        ('"tests": [', '"tests": [[', "line "),
        ("{", "[", "line 1, column "),
    ],
)  # fmt: skip
def test_damaged_file_is_one_message(tmp_path: Path, old: str, new: str, reason: str) -> None:
    """The message names the file, the place and the solution."""
    path = changed(tmp_path, old, new)
    with pytest.raises(UnreadableProofError) as raised:
        read_proof_json(path)
    assert str(raised.value).startswith(f"{path} is not a proof, or is damaged: {reason}")
    assert str(raised.value).endswith("; delete it, or run without --resume")


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"\xff\xfe", b"[" * 200_000, b'{"version": 1}', b"1" * 5_000])
def test_other_file_is_one_message(tmp_path: Path, content: bytes) -> None:
    """Any other file is refused with a short message."""
    path = tmp_path / "proof.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableProofError, match="is not a proof, or is damaged: ") as raised:
        read_proof_json(path)
    assert len(str(raised.value)) < len(str(path)) + 300


@pytest.mark.parametrize("version", ["2", '"1"', "true", "null", "1.5"])
def test_other_version_is_named(tmp_path: Path, version: str) -> None:
    """A file of another version is refused, because its keys may have other meanings."""
    path = changed(tmp_path, '"version": 1', f'"version": {version}')
    with pytest.raises(UnreadableProofError) as raised:
        read_proof_json(path)
    assert str(raised.value) == (
        f"{path} has version {json.loads(version) if version == '2' else version}, but this QuashLibrary reads "
        "version 1; delete it, or run without --resume"
    )


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A missing file is named, with advice."""
    with pytest.raises(
        UnreadableProofError, match=r"proof\.json cannot be read: No such file or directory; run without"
    ):
        read_proof_json(tmp_path / "proof.json")


def test_keys_may_be_added(tmp_path: Path) -> None:
    """Unknown keys are ignored, and keys with a default may be missing."""
    path = changed(tmp_path, '"times": 1', '"colour": "red"')
    assert read_proof_json(path) == shop()
