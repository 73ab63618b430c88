"""The app's ways to its backends, as registries define them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.engine.plan.values import Scope, no_variables
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.registry.model import BASE, Connection, Registry
from QuashLibrary.robotside.state.libraries import RegistryOwner
from QuashLibrary.robotside.traffic import ways as module
from QuashLibrary.robotside.traffic.ways import SuiteWays, suite_ways
from QuashLibrary.traffic.model import Way
from utest.engine.registries import registry_of
from utest.traffic.requests_made import made

pytestmark = pytest.mark.usefixtures("both_ways")


class Owner(RegistryOwner):
    """A library with a registry."""

    def __init__(self, text: str, variables: Mapping[str, object]) -> None:
        self._registry = registry_of(text)
        self._scope = Scope(Redactor(), environment={"APP_PORT": "8890"})
        self._scope.variables = variables.__getitem__ if variables else no_variables

    @property
    def registry(self) -> Registry:
        """The registry."""
        return self._registry

    @property
    def connections(self) -> Mapping[str, Connection]:
        """The connections."""
        return {name: environments[BASE] for name, environments in self._registry.connections.items()}

    @property
    def scope(self) -> Scope:
        """The current meaning of names."""
        return self._scope


def ways_of(monkeypatch: pytest.MonkeyPatch, *texts: str, **variables: object) -> SuiteWays:
    """Return the ways of a suite that imports these registries."""
    owners = [("Quash", Owner(text, variables)) for text in texts]
    monkeypatch.setattr(module, "registry_owners", lambda: owners)
    return suite_ways(Redactor())


def connection(
    name: str = "shop", base_url: str = "http://h/api", app: str = "app: {listen: 8888}", more: str = ""
) -> str:
    """Return a connection."""
    return f"  {name}: {{base_url: '{base_url}', {app}{more}}}\n"


@pytest.mark.parametrize(
    ("base_url", "upstream", "path"),
    [
        ("http://h/api", "http://h", "/api"), ("http://h/api/", "http://h", "/api"), ("http://h/", "http://h", ""),
        ("http://h", "http://h", ""), ("https://user:pass@h:8443/a/b", "https://h:8443", "/a/b"),
    ],
)  # fmt: skip
def test_base_url_is_origin_and_path(monkeypatch: pytest.MonkeyPatch, base_url: str, upstream: str, path: str) -> None:
    """A way has no user or password, which belong to validations."""
    [way] = ways_of(monkeypatch, f"connections:\n{connection(base_url=base_url)}").ways
    assert way == Way("shop", upstream, path, port=8888)


@pytest.mark.parametrize("listen", ["8890", "'8890'", "' 8890 '", "'${APP_PORT}'", "'%{APP_PORT}'", "{env: APP_PORT}"])
def test_port_is_looked_up(monkeypatch: pytest.MonkeyPatch, listen: str) -> None:
    """Each pabot process can have its own port."""
    text = f"connections:\n{connection(app=f'app: {{listen: {listen}, host: 0.0.0.0}}')}"
    [way] = ways_of(monkeypatch, text, APP_PORT=8890).ways
    assert way.address == "0.0.0.0:8890"


@pytest.mark.parametrize("value", ["", "abc", "0", "65536", "-1", "9" * 5000, "\uff18"])
def test_value_that_is_no_port_is_a_problem_with_its_line(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Other connections still have their ways."""
    text = (
        f"connections:\n{connection(app=chr(34).join(['app: {listen: ', '${P}', '}']))}{connection('bank', 'http://i')}"
    )
    found = ways_of(monkeypatch, text, P=value)
    [problem] = found.problems
    assert "validations.yaml:2" in problem
    assert problem.endswith(
        f'cannot record the app\'s requests to "shop": "listen" must be a port from 1 to 65535, but is "{value}"'
    )
    assert [way.name for way in found.ways] == ["bank"]


def test_name_that_is_not_known_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the unknown name."""
    text = f"connections:\n{connection(app=chr(34).join(['app: {listen: ', '${NOPE}', '}']))}"
    [problem] = ways_of(monkeypatch, text, P=1).problems
    assert "NOPE" in problem


def test_connections_that_share_a_port_are_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first connection names the way, also across registries."""
    text = f"connections:\n{connection()}{connection('other')}"
    [way] = ways_of(monkeypatch, text, text).ways
    assert (way.name, way.also) == ("shop", ("other",))


def test_hosts_of_a_proxy_are_ways_of_their_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each connection has its own hosts on one shared port."""
    text = (
        f"connections:\n{connection(app='timeout: 5s')}{connection('bank', 'http://i', 'timeout: 5s')}"
        "app_proxy: {listen: 8889, hosts: {a.example: shop, B.example: bank, c.example: shop}}\n"
    )
    found = ways_of(monkeypatch, text)
    assert [(way.name, way.hosts, way.address) for way in found.ways] == [
        ("shop", ("a.example", "c.example"), "127.0.0.1:8889"), ("bank", ("b.example",), "127.0.0.1:8889"),
    ]  # fmt: skip
    assert list(found.backends) == ["shop", "bank"]


def test_connections_without_an_app_have_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection without `app` has no way."""
    assert ways_of(monkeypatch, f"connections:\n{connection(app='timeout: 5s')}") == SuiteWays((), {}, ())


def test_certificates_are_those_of_the_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A missing file is a problem."""
    authority = tmp_path / "ca.pem"
    authority.write_text("CA", encoding="ascii")
    tls = f", tls: {{ca: '{authority}'}}"
    [way] = ways_of(monkeypatch, f"connections:\n{connection(more=tls)}").ways
    assert (way.ca, way.trusts_all) == ("CA", False)
    [way] = ways_of(monkeypatch, f"connections:\n{connection(more=', tls: {verify: false}')}").ways
    assert (way.ca, way.trusts_all) == ("", True)


@pytest.mark.parametrize(
    ("expect", "answer", "why"),
    [
        ("{$.ok: true}", b'{"ok": false}', "$.ok should be true, was false"), ("{$.ok: true}", b'{"ok": true}', ""),
        ("{$.ok: '${nope}'}", b'{"ok": false}', ""),
    ],
)  # fmt: skip
def test_promise_of_the_connection_is_checked(
    monkeypatch: pytest.MonkeyPatch, expect: str, answer: bytes, why: str
) -> None:
    """An expectation that needs a validation's value is not checked."""
    evaluator: Any = None
    monkeypatch.setattr(module, "expression_evaluator", lambda: evaluator)
    found = ways_of(monkeypatch, f"connections:\n{connection(more=f', expect: {expect}')}")
    assert found.backends["shop"].broken_promise(made("GET /a", answer=answer)) == why


def test_connection_without_a_promise_breaks_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without expectations, nothing is evaluated."""
    found = ways_of(monkeypatch, f"connections:\n{connection()}")
    assert found.backends["shop"].broken_promise(made("GET /a", answer=b"{}")) == ""
