"""A missing registry file or environment: the message has the most similar file, or the environment's source."""

from pathlib import Path

import pytest

from QuashLibrary.errors import RegistryError
from QuashLibrary.registry.load import LoadedRegistry, load_registry
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.use import registry_files
from QuashLibrary.robotside.use.registry_files import environment_of, load_files

pytestmark = pytest.mark.usefixtures("both_ways")

SHOP = "connections: {shop: {base_url: 'http://h', environments: {staging: {base_url: 'http://s'}}}}\n"


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedRegistry:
    """A registry with one environment, beside a suite."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_ENVIRONMENT", raising=False)
    Path("suites").mkdir()
    Path("suites/validations.yaml").write_text(SHOP, encoding="utf-8")
    Path("suites/t.robot").write_text("*** Settings ***\nLibrary    Q    environment=stagng\n", encoding="utf-8")
    return load_registry([Path("suites/validations.yaml")])


def run_suite(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """Set Robot's variables."""
    known = {"SUITE_SOURCE": str(Path("suites/t.robot").absolute()), **variables}
    monkeypatch.setattr(registry_files, "variable_or_none", known.get)


def message_of(given: str | None, loaded: LoadedRegistry) -> str:
    """Return the message about an environment."""
    with pytest.raises(RegistryError) as error:
        environment_of(given, loaded)
    return str(error.value).splitlines()[1].strip()


def test_an_argument_is_named_with_its_line(loaded: LoadedRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the line of the suite with the argument."""
    run_suite(monkeypatch)
    said = 'environment=stagng: no connection has this environment; did you mean "staging"?'
    assert message_of("stagng", loaded) == f"suites/t.robot:2:17 {said}"
    said = "environment=qa: no connection has this environment; choose staging"
    assert message_of("qa", loaded) == said


def test_a_variable_is_named(loaded: LoadedRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    """Robot's variable comes before the environment variable."""
    run_suite(monkeypatch)
    monkeypatch.setenv("QUASH_ENVIRONMENT", "stagin")
    said = 'is "stagin": no connection has this environment; did you mean "staging"?'
    assert message_of(None, loaded) == f"the environment variable QUASH_ENVIRONMENT {said}"
    run_suite(monkeypatch, QUASH_ENVIRONMENT="stagin")
    assert message_of(None, loaded) == f"the variable ${{QUASH_ENVIRONMENT}} {said}"
    run_suite(monkeypatch, QUASH_ENVIRONMENT="staging")
    assert environment_of(None, loaded) == "staging"


@pytest.mark.parametrize("name", ["validations.yml", "validatons.yaml"])
@pytest.mark.usefixtures("loaded")
def test_a_missing_file_leads_to_the_nearest(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with another suffix or a similar name is suggested, with its folder."""
    run_suite(monkeypatch)
    [problem] = load_files(RunState(), [name], [Path(name)]).problems
    assert str(problem).endswith('the registry file does not exist; did you mean "validations.yaml", beside the suite?')
    [other] = load_files(RunState(), ["x/orders.yaml"], [Path("x/orders.yaml")]).problems
    assert other.suggestion == "looked for suites/x/orders.yaml and x/orders.yaml"
