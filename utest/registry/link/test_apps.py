"""Ports and hosts of apps across files; mistakes within one file are among the approved texts."""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry

pytestmark = pytest.mark.usefixtures("both_ways")


def problems(*texts: str) -> list[str]:
    """Return the problems of several files, with their names."""
    files = []
    for number, text in enumerate(texts, 1):
        files.append(Path(f"{number}.yaml"))
        files[-1].write_text(text, encoding="utf-8")
    return [str(problem) for problem in load_registry(files).problems]


def test_second_proxy_is_a_problem() -> None:
    """A run has one proxy; the message names the first."""
    one = "connections: {shop: {base_url: 'http://h'}}\napp_proxy: {listen: 8889, hosts: {a: shop}}\n"
    other = "app_proxy: {listen: 8890, hosts: {b: shop}}\n"
    assert problems(one, other) == ['2.yaml:1:1 "app_proxy" is already defined in 1.yaml:2; keep one of them']


def test_port_of_another_file_is_known() -> None:
    """The message names both connections."""
    one = "connections: {shop: {base_url: 'http://h', app: {listen: 8888}}}\n"
    other = "connections: {bank: {base_url: 'http://i', app: {listen: 8888}}}\n"
    assert problems(one, other) == [
        '2.yaml:1:58 the connections "shop" and "bank" listen on the same port, 127.0.0.1:8888; '
        "choose another port for one of them"
    ]


def test_connection_with_other_problems_is_reported_once() -> None:
    """The other problems must be fixed first."""
    text = "connections: {shop: {base_url: 5, app: {listen: 8888}}}\napp_proxy: {listen: 8889, hosts: {a: shop}}\n"
    [problem] = problems(text)
    assert "base_url" in problem
