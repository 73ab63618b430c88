"""The messages of faulty registries, in full: the approved texts of `approved/*.txt`.

Each case is a title, the registry, `---`, and all its problems in order; a correct registry has none.
"""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry

APPROVED = Path(__file__).parent / "approved"


def cases() -> list[tuple[str, str, str]]:
    """Read all cases: title, registry, messages."""
    found = []
    for file in sorted(APPROVED.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("=== ")[1:]:
            title, _, rest = block.partition("\n")
            registry, _, messages = rest.partition("---\n")
            found.append((f"{file.stem}: {title}", registry, messages))
    return found


@pytest.mark.parametrize(("registry", "messages"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_every_problem_is_reported_as_approved(
    registry: str, messages: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All problems of a file are reported at once, in its order: place, rule, suggestion."""
    monkeypatch.chdir(tmp_path)
    Path("v.yaml").write_text(registry, encoding="utf-8")
    problems = load_registry([Path("v.yaml")]).problems
    reported = "".join(f"{problem}\n" for problem in problems)
    assert reported.replace(str(tmp_path), "FOLDER") == messages
