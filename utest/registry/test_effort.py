"""The number of calls for reading a registry for the first time: a slowdown shows here, on any machine."""

from pathlib import Path

import pytest

from bench.registries import registry_text
from QuashLibrary.registry.load import load_registry
from utest.calls import calls_of_ours

MOST_CALLS = {"off": 420, "": 520}
"""Calls of the package's functions per validation, without the cache and while writing it."""


@pytest.mark.parametrize("cache", MOST_CALLS)
def test_a_validation_takes_few_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    """The registry has validations of fifteen lines each, as a team writes them."""
    monkeypatch.setenv("QUASH_CACHE", cache or str(tmp_path / "cache"))
    calls = []
    for number in (50, 100, 200):
        file = tmp_path / f"{number}.yaml"
        file.write_text(registry_text(number), encoding="utf-8")
        calls.append(calls_of_ours(lambda file=file: load_registry([file])))
    _, some, more = calls
    assert (more - some) / 100 <= MOST_CALLS[cache]
