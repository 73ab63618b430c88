"""Find credentials in a registry: a connection with credentials is not kept, nor a registry with them elsewhere.

In: a registry, its parts and the contents of its files. Out: yes or no. In doubt the result is yes, which costs only
time.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from QuashLibrary.language.templates import Template
from QuashLibrary.registry import model
from QuashLibrary.registry.credentials import is_secret_key, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from QuashLibrary.registry.link.parts import Part
    from QuashLibrary.registry.yaml.nodes import Node

_USER = re.compile(rb"://[^/\s@${}\"']+@")
"""A literal user or password in an address."""

_PUBLIC_KEYS = frozenset({"description", "matches", "from", "env"})
_NAMES_IN_AUTH = frozenset({
    *("username", "client_id", "token_url", "scope", "name", "header", "query", "from", "env"),
})  # fmt: skip
_SHORTEST, _SHORTEST_ELSEWHERE = 3, 6
_CONTAINERS = (dict, list)


def has_credentials(registry: model.Registry, parts: Iterable[Part], contents: Iterable[bytes]) -> bool:
    """Return whether a literal credential is anywhere outside the connections."""
    contents = list(contents)
    if any(map(_USER.search, contents)) or any(map(_is_literal, _secrets_of(registry))):
        return True
    keys: set[str] = set()
    nodes = [part.node for part in parts if part.kind != "connection"]
    for node in nodes:
        _add_keys(node, keys)
    return any(map(is_secret_key, keys)) and any(True for node in nodes for _ in written_credentials(node))


def connection_has_credentials(part: Part, environments: Iterable[model.Connection]) -> bool:
    """Return whether a connection contains a literal credential, such as a user name."""
    auths = [connection.auth for connection in environments]
    literal = any(_is_literal(value) for auth in auths if auth for value in _values_of(auth))
    return literal or any(True for _ in written_credentials(part.node))


def _secrets_of(registry: model.Registry) -> Iterator[object]:
    """Yield the values in the `auth` of all validations, and the defaults of secret inputs."""
    for auth in [validation.auth for validation in registry.validations.values()]:
        yield from _values_of(auth) if auth else ()
    for validation in registry.validations.values():
        for item in validation.inputs:
            yield from (item.default, *item.lease) if item.secret else ()


def _values_of(auth: model.Auth) -> Iterator[object]:
    match auth:
        case model.TokenFrom():
            return
        case model.HeaderAuth(headers=headers):
            yield from (value for _, value in headers)
        case model.ApiKey(value=value):
            yield value
        case model.OAuth2(client_id=name, client_secret=secret):
            yield from (name, secret)
        case _:
            yield from (getattr(auth, item.name) for item in fields(auth) if item.name != "position")


def _is_literal(value: object) -> bool:
    """Return whether a value is at least partly literal; words such as `Bearer` before a variable do not count."""
    if not isinstance(value, Template):
        return value not in (None, "")
    texts = (part for part in value.parts if isinstance(part, str))
    return any(len(word) >= _SHORTEST and not word.isalpha() for text in texts for word in words_in(text))


def _add_keys(node: Node, keys: set[str]) -> None:
    """Add all keys at and below a node; most registries have few distinct keys, and none that names a credential."""
    value = node.value
    if isinstance(value, dict):
        keys.update(value)
        for item in value.values():
            if isinstance(item.value, _CONTAINERS):
                _add_keys(item, keys)
    elif isinstance(value, list):
        for item in value:
            _add_keys(item, keys)


def written_credentials(node: Node) -> Iterator[Node]:
    """Yield the texts below keys such as `password` that seem to be literal; `auth` is skipped."""
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            if is_secret_key(key):
                yield from (text for text in _texts(item) if _looks_secret(str(text.value)))
            elif key != "auth":
                yield from written_credentials(item)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from written_credentials(item)


def written_in_auth(node: Node) -> Iterator[Node]:
    """Yield the literal texts of an `auth`, except names and addresses."""
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            if key not in _NAMES_IN_AUTH:
                yield from written_in_auth(item)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from written_in_auth(item)
    elif any(len(word) >= _SHORTEST for text in _texts(node) for word in words_in(str(text.value))):
        yield node


def _texts(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        for key, item in node.value.items():
            if key not in _PUBLIC_KEYS:
                yield from _texts(item)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _texts(item)
    elif isinstance(node.value, str | int | float) and not isinstance(node.value, bool):
        yield node


def _looks_secret(text: str) -> bool:
    """Return whether a text may be a credential: not a JSONPath, nor a sentence that describes an input."""
    if text.startswith("$") or (" " in text.strip() and text.rstrip().endswith(".")):
        return False
    return any(len(word) >= _SHORTEST_ELSEWHERE and not word.isalpha() for word in words_in(text))
