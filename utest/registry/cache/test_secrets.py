"""Credentials in the text of a registry are never kept."""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry

CONNECTION = 'connections: {{shop: {{base_url: "http://127.0.0.1", {}}}}}\nvalidations: {{a: {{request: GET /}}}}\n'
VALIDATION = "connections: {{shop: {{base_url: http://h}}}}\nvalidations: {{a: {{{}}}}}\n"
LITERALS = {
    "bearer": CONNECTION.format("auth: {bearer: abcdefgh}"),
    "user name": CONNECTION.format("auth: {basic: {username: anna, password: {env: PASSWORD}}}"),
    "password": CONNECTION.format("auth: {basic: {username: {env: USER}, password: word}}"),
    "digest": CONNECTION.format("auth: {digest: {username: {env: USER}, password: word}}"),
    "key": CONNECTION.format("auth: {api_key: {header: X-Key, value: abc}}"),
    "header": CONNECTION.format("auth: {headers: {Authorization: Token abc}}"),
    "client": CONNECTION.format("auth: {oauth2: {token_url: /token, client_id: {env: C}, client_secret: abc}}"),
    "environment": CONNECTION.format("environments: {live: {auth: {bearer: abcdefgh}}}"),
    "part of a text": CONNECTION.format('auth: {headers: {Authorization: "Token abc123 %{REST}"}}'),
    "address": CONNECTION.replace("127.0.0.1", "anna:pw@127.0.0.1").format("timeout: 1s"),
    "other header": CONNECTION.format("headers: {X-Api-Key: abc-123-def}"),
    "validation": VALIDATION.format("request: GET /, auth: {bearer: abcdefgh}"),
    "body": VALIDATION.format("request: {method: POST, path: /, json: {password: pass-word-1}}"),
    "nested body": VALIDATION.format("request: {method: POST, path: /, json: {token: {value: [pass-word-1]}}}"),
    "secret input": VALIDATION.format("request: 'GET /${pin}', inputs: {pin: {secret: true, default: '1234'}}"),
    "leased input": VALIDATION.format("request: 'GET /${pin}', inputs: {pin: {secret: true, lease: ['1234']}}"),
    "input of that name": VALIDATION.format("request: 'GET /${password}', inputs: {password: {default: abc-123}}"),
    "expected": VALIDATION.format("request: GET /, expect: {$.token: {equals: abc-123-def}}"),
    "escaped key": VALIDATION.format(r'request: {method: POST, path: /, json: {"pass\u0077ord": pass-word-1}}'),
}
PUBLIC = {
    "environment variables": CONNECTION.format("auth: {basic: {username: {env: A}, password: '%{B}'}}"),
    "a scheme": CONNECTION.format("auth: {headers: {Authorization: 'Bearer %{TOKEN}'}}"),
    "the name of a header": CONNECTION.format("auth: {api_key: {header: X-Api-Key-1, value: {env: KEY}}}"),
    "where a token is asked for": CONNECTION.format(
        "auth: {oauth2: {token_url: /oauth-2/token, client_id: {env: A}, client_secret: {env: B}, scope: read:all}}"
    ),
    "variables in an address": CONNECTION.format("timeout: 1s").replace("127.0.0.1", "%{USER}:%{PASSWORD}@127.0.0.1"),
    "no auth": VALIDATION.format("request: GET /, auth: {headers: {}}"),
    "a description": VALIDATION.format(
        "request: 'GET /${password}', inputs: {password: {description: 2 words in one., secret: true}}"
    ),
    "a short description": VALIDATION.format("request: 'GET /${password}', inputs: {password: 'Of the user 1.'}"),
    "a fetched token": VALIDATION.format("request: GET /, fetch: {token: $.data.token-1}"),
    "a pattern": VALIDATION.format("request: GET /, expect: {$.token: {matches: '^[a-z0-9.]+$'}}"),
    "a variable": VALIDATION.format("request: {method: POST, path: /, json: {password: '${password}'}}"),
}


def is_kept(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Return whether a registry leaves anything in the cache."""
    monkeypatch.setenv("QUASH_CACHE", str(folder / "cache"))
    file = folder / "validations.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_registry([file]).problems == ()
    return (folder / "cache").exists()


IN_CONNECTIONS = frozenset(name for name, text in LITERALS.items() if "shop: {base_url: http://h}" not in text) - {
    "address"
}


def test_a_credential_on_the_line_of_a_kept_entry_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of entries are not kept; they are read again from the file."""
    text = "{connections: {shop: {base_url: http://h, auth: {bearer: abcdefgh}}}, validations: {a: {request: GET /}}}\n"
    assert is_kept(text, tmp_path, monkeypatch)
    assert b"abcdefgh" not in b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    warm = load_registry([tmp_path / "validations.yaml"]).registry
    assert warm.validations["a"].position.source == warm.positions["a"].source == text.rstrip("\n")


@pytest.mark.parametrize("name", sorted(LITERALS.keys() - IN_CONNECTIONS))
def test_a_registry_with_a_credential_is_not_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A literal credential anywhere outside connections prevents keeping."""
    assert not is_kept(LITERALS[name], tmp_path, monkeypatch)


@pytest.mark.parametrize("name", sorted(IN_CONNECTIONS))
def test_a_connection_with_a_credential_is_left_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """User names count; the rest is kept, and the connection is read from the file when it is used."""
    assert is_kept(LITERALS[name], tmp_path, monkeypatch)
    file = tmp_path / "validations.yaml"
    warm = load_registry([file]).registry
    monkeypatch.setenv("QUASH_CACHE", "off")
    cold = load_registry([file]).registry
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    # Checksums are hexadecimal, and may contain "abc".
    words = (b"abcdefgh", b'"abc"', b": abc", b"Token abc", b"abc-123", b"anna", b"word")
    assert not [word for word in words if word in kept]
    # The file may have changed by then; the loaded content counts.
    file.write_text("version: 1\n", encoding="utf-8")
    assert {key: dict(of) for key, of in warm.connections.items()} == cold.connections


@pytest.mark.parametrize("name", PUBLIC)
def test_a_registry_that_only_names_credentials_is_kept(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Environment variables, inputs and fetched values are looked up later."""
    assert is_kept(PUBLIC[name], tmp_path, monkeypatch)
