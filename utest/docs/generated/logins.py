"""docs/reference/logins.md: the keys of `auth`."""

from __future__ import annotations

from utest.docs.generated.registry import definition_table


def parts() -> dict[str, str]:
    """Return the table of `auth`, and those of the keys that have keys themselves."""
    return {
        "auth": definition_table("auth"),
        "api-key": definition_table("apiKey"),
        "oauth2": definition_table("oauth2"),
    }
