"""Fixtures for all unit tests: a separate cache for registries, and both ways of loading a registry."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from QuashLibrary.registry import load
from QuashLibrary.registry.cache.kept import KeptRegistry, kept_registry
from QuashLibrary.registry.checked import check_registry


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep registries in a folder of the tests, not in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUASH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(params=["files", "cache"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load each registry from its files, and in a second test from the cache, if it can be kept there."""

    def kept_already(files: Sequence[Path]) -> KeptRegistry | None:
        kept = kept_registry(files)
        if kept:
            checked = check_registry(files, [])
            kept.write(checked.loaded, checked.parts, checked.contents, checked.named)
        return kept

    monkeypatch.setattr(load, "kept_registry", (lambda _: None) if request.param == "files" else kept_already)
