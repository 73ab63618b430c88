"""The arguments of an import and of the listener."""

from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.robotside.errors import RegistryImportError
from QuashLibrary.robotside.options import ImportOptions


def test_a_listener_without_arguments_has_the_defaults_of_an_import() -> None:
    """Such a listener has no registry, because it belongs to no suite."""
    assert ImportOptions.of_listener((), {}) == ImportOptions(())


@pytest.mark.parametrize(
    ("text", "strict"), [("False", False), ("no", False), ("0", False), ("True", True), (False, False)]
)
def test_texts_of_the_command_line_are_converted(text: Any, strict: bool) -> None:
    """Python code may pass the values themselves."""
    assert ImportOptions.of_listener(("a.yaml",), {"strict": text}).strict is strict


def test_whether_to_mutate_is_a_text_on_the_command_line() -> None:
    """The value reaches the library that the listener imports."""
    options = ImportOptions.of_listener(("a.yaml",), {"mutate": "True"})
    assert options.mutate is True
    assert options.import_arguments[-2] is True
    with pytest.raises(RegistryImportError, match='mutate must be True or False, but is "maybe"'):
        ImportOptions(mutate="maybe").check_values()  # type: ignore[arg-type]


def test_none_can_be_written() -> None:
    """NONE means None, as in Robot's own options."""
    options = ImportOptions.of_listener(("a.yaml",), {"report": "NONE", "environment": "none"})
    assert (options.report, options.report_folder, options.environment) == (None, "", None)
    assert options.evidence_folder == "quash"


def test_an_unknown_argument_names_the_nearest() -> None:
    """The message suggests the most similar argument, or lists all."""
    assert ImportOptions.of_listener((), {"strikt": "1"}).problem == 'unknown argument "strikt"; did you mean "strict"?'
    known = "known are registry, environment, ui_library, screenshots, report, strict, mutate, evidence"
    assert ImportOptions.of_listener((), {"xyz": "1"}).problem == f'unknown argument "xyz"; {known}'


def test_a_file_may_have_an_equals_sign_in_its_name(tmp_path: Path) -> None:
    """Robot treats such a file name as a named argument."""
    file = tmp_path / "a=b.yaml"
    file.touch()
    options = ImportOptions.of_listener((), {f"{tmp_path}/a": "b.yaml"})
    assert (options.registries, options.problem) == ((str(file),), "")


def test_an_unknown_screenshots_is_refused() -> None:
    """The message suggests the most similar value."""
    with pytest.raises(RegistryImportError, match='failure, always or never, but is "allways"; did you mean "always"'):
        ImportOptions(screenshots="allways").check_values()


def test_evidence_reaches_the_library_of_a_listener() -> None:
    """`evidence` is the last argument of the listener's import."""
    assert ImportOptions.of_listener(("a.yaml",), {"evidence": "always"}).import_arguments[-1] == "always"
    assert ImportOptions.of_listener(("a.yaml",), {}).import_arguments[-1] == "failure"


@pytest.mark.parametrize(
    ("evidence", "advice"), [("allways", '; did you mean "always"?'), ("never", ""), (True, "")], ids=str
)
def test_an_unknown_evidence_is_refused(evidence: Any, advice: str) -> None:
    """There is no log without any evidence, so `never` is unknown."""
    with pytest.raises(RegistryImportError) as caught:
        ImportOptions(evidence=evidence).check_values()
    assert str(caught.value) == f'evidence must be failure or always, but is "{evidence}"{advice}'
