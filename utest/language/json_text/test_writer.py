"""JSON is written with all digits of its numbers."""

import json

import pytest

from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.json_text.writer import write_json

EXACT = '{"n": 1.000000000000000001, "list": [1e-400, "1", null, true, 0.1], "ä": 12345678901234567890.12}'


def test_numbers_survive_reading_and_writing() -> None:
    """All numbers survive, even those that a float cannot hold; an exponent may be written differently."""
    assert write_json(read_json(EXACT)) == EXACT.replace("1e-400", "1E-400")
    assert read_json(write_json(read_json(EXACT))) == read_json(EXACT)


@pytest.mark.parametrize("options", [{"indent": 2}, {"separators": (",", ":")}, {"sort_keys": True}])
def test_options_are_those_of_json(options: dict[str, object]) -> None:
    """The options are those of `json.dumps`, and without exact numbers the text is the same."""
    value = {"b": [0.1, 1], "a": "ä"}
    assert write_json(value, **options) == json.dumps(value, ensure_ascii=False, **options)  # type: ignore[arg-type]
    assert json.loads(write_json(read_json(EXACT), **options)) == json.loads(EXACT)


def test_nan_is_refused_beside_exact_numbers() -> None:
    """`allow_nan=False` also works beside exact numbers."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json([read_json("1e-400"), float("nan")], allow_nan=False)
