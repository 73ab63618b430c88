"""Find credentials that are written in a registry instead of being read from the environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.registry.cache.secrets import written_credentials, written_in_auth
from QuashLibrary.registry.forms.entries import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.cli.findings.checked_files import CheckedFiles
    from QuashLibrary.registry.yaml.nodes import Node

_LOGIN = re.compile(r"://[^/\s@:${}]*:[^/\s@${}%]+@")
"""A literal password in an address."""
_VARIABLE = re.compile(r"(?<!\\)\$\{")
"""A reference to a value of the test."""
_ADDRESSES = ("base_url", "url", "proxy")


def written_secrets(files: CheckedFiles) -> Iterator[Node]:
    """Yield the texts of a registry that look like credentials."""
    for section in ("connections", "validations"):
        for _, entry, _ in files.entries(section):
            yield from (node for node in _in_entry(entry) if _is_written_out(str(node.value)))


def _in_entry(entry: Node) -> Iterator[Node]:
    items = items_of(entry)
    if section := items.get("auth"):
        yield from written_in_auth(section)
    for name in _ADDRESSES:
        address = items.get(name)
        if address and isinstance(address.value, str) and _LOGIN.search(address.value):
            yield address
    for name in ("headers", "request"):
        if section := items.get(name):
            yield from written_credentials(section)
    if section := items.get("inputs"):
        yield from (node for item in items_of(section).values() for node in _of_secret_input(item))
    if section := items.get("environments"):
        for environment in items_of(section).values():
            yield from _in_entry(environment)


def _of_secret_input(item: Node) -> Iterator[Node]:
    options = items_of(item)
    secret, default = options.get("secret"), options.get("default")
    if secret and secret.value is True and default and default.value not in (None, ""):
        yield from written_in_auth(default)


def _is_written_out(text: str) -> bool:
    """Return whether a text contains no value of the test; in an address, only the password counts."""
    return bool(_LOGIN.search(text)) or not _VARIABLE.search(text)
