"""docs/reference/registry.md: a table of the keys of each kind of entry."""

from __future__ import annotations

from functools import cache

from QuashLibrary.registry.editor_schema import registry_schema
from utest.docs.generated.parts import code
from utest.docs.generated.schema_tables import SchemaTables

LINKS = {
    "text": "text",
    "argument": "text, number, true or false",
    "member": "text, number, true or false",
    "repeatable": "text, number, true or false, or a list of them",
    "duration": "[duration](waiting.md#durations)",
    "environmentVariable": "`{env: NAME}`",
    "expectations": "[expectations](expectations.md)",
    "auth": "[`auth`](logins.md)",
    "credentials": "`username` and `password`",
    "apiKey": "[`api_key`](logins.md#api-keys)",
    "oauth2": "[`oauth2`](logins.md#oauth-20)",
    "tls": "[`tls`](#certificates)",
    "app": "[`app`](#app)",
    "appProxy": "[`app_proxy`](#app_proxy)",
    "request": "[`request`](#requests)",
    "file": "[`file`](#files-of-a-multipart-body)",
    "graphql": "[`graphql`](#graphql)",
    "input": "[`input`](#inputs)",
    "fetch": "[`fetch`](#fetch)",
    "eventually": "[`eventually`](#eventually-and-always)",
    "always": "[`always`](#eventually-and-always)",
    "redaction": "[`redact`](#redact)",
    "attachment": "[`attach`](#attach)",
    "tests": "[`tests`](#tests)",
    "httpConnection": "[connection](#connections)",
    "sqlConnection": "[database](#databases)",
    "httpEnvironment": "[environment](#environments)",
    "sqlEnvironment": "[environment](#environments)",
    "httpValidation": "[validation](#validations)",
}
"""How a table names a definition, most of them with a link to its table."""
TABLES = {
    "connection": "httpConnection",
    "tls": "tls",
    "app": "app",
    "app-proxy": "appProxy",
    "request": "request",
    "multipart-file": "file",
    "graphql": "graphql",
    "input": "input",
    "fetch": "fetch",
    "eventually": "eventually",
    "always": "always",
    "redact": "redaction",
    "attach": "attachment",
    "tests": "tests",
}
"""The parts with the table of a definition."""
SAID_HERE = {
    "version": "The version of the format.",
    "on_failure": "What happens after a failed validation, see [Policies](verdicts.md#policies).",
    "on_error": "What happens after an error, see [Policies](verdicts.md#policies).",
    "tls.verify": "`false`: accept any certificate.",
    "tls.ca": "Further certificates to trust.",
    "tls.cert": "The client certificate.",
    "tls.key": "The key of the client certificate, unless `cert` contains it.",
    "request.method": "The method.",
    "request.headers": "Headers of this request.",
    "request.cookies": "Cookies of this request.",
    "input.description": "What the input is, for the documentation of the keyword.",
    "input.default": "The value if nothing else supplies one.",
    "input.secret": "`true`: the value is masked everywhere, see [Secrets](values-and-secrets.md#secrets).",
    "fetch.secret": "`true`: the value is masked everywhere, see [Secrets](values-and-secrets.md#secrets).",
    "fetch.default": "The value if nothing is found; without it, the check fails.",
    "auth.bearer": "A bearer token.",
    "auth.headers": "Headers with credentials; `{}` for no authentication.",
    "api key.header": "The header to send the key in.",
    "api key.query": "The query parameter to send the key in.",
    "api key.value": "The key.",
    "oauth2.client_id": "The name of the client.",
    "oauth2.client_secret": "The secret of the client.",
    "eventually.within": "How long to wait, including a request that is still running.",
    "eventually.attempts": "The maximum number of attempts.",
    "eventually.every": "The pause between two attempts; without it, see "
    "[how often](waiting.md#how-often-a-backend-is-queried).",
    "eventually.max_every": "The maximum pause, however often `backoff` was applied.",
    "always.within": "How long to check, including a request that is still running.",
    "always.every": "The pause between two attempts.",
    "inputs": "The parameters, by name; the short form is a description.",
    "eventually": "Repeats until all expectations are met, see [Waiting](waiting.md).",
    "always": "Every attempt must meet all expectations for this time, see [Waiting](waiting.md#always).",
    "timeout": "The total time limit for one exchange; default: the connection's.",
    "request": "The request; the short form is `METHOD path`.",
    "headers": "Headers in addition to the connection's; the same name replaces its value.",
}
"""Meanings of keys that need no description in an editor."""
_VALIDATIONS = {
    "http-validation": "httpValidation",
    "sql-validation": "sqlValidation",
    "app-sent-validation": "appSentValidation",
}
_SECTIONS = {
    "connections": "names, each with a [connection](#connections) or [database](#databases)",
    "validations": "slugs, each with a [validation](#validations)",
}


@cache
def writer() -> SchemaTables:
    """Return what writes the tables of the registry's schema."""
    return SchemaTables(registry_schema()["$defs"], LINKS, SAID_HERE)


def definition_table(name: str) -> str:
    """Return the table of one definition."""
    return writer().keys(writer().definitions[name])


def parts() -> dict[str, str]:
    """Return the tables of the page."""
    found = {"file": _file_table()}
    found |= {part: definition_table(name) for part, name in TABLES.items()}
    found |= {"database": _database_table()} | _validation_tables()
    environment = writer().definitions["httpEnvironment"]["properties"]
    database = writer().definitions["sqlEnvironment"]["properties"]
    found["environments"] = (
        f"For HTTP: {', '.join(map(code, environment))}.\n\nFor databases: {', '.join(map(code, database))}."
    )
    return found


def _database_table() -> str:
    """Return the table of a database, in which `type` has one value."""
    schema = writer().definitions["sqlConnection"]
    kind = {"const": "sql", "description": schema["properties"]["type"]["description"]}
    return writer().keys({**schema, "required": ["type"], "properties": {**schema["properties"], "type": kind}})


def _file_table() -> str:
    schema = registry_schema()
    known = {
        key: item | ({"$ref": f"#/$defs/{key}", "additionalProperties": None, "type": None} if key in _SECTIONS else {})
        for key, item in schema["properties"].items()
    }
    return SchemaTables(writer().definitions, LINKS | _SECTIONS, SAID_HERE).keys({**schema, "properties": known})


def _validation_tables() -> dict[str, str]:
    """Return a table of the keys that all validations have, and one of its own keys for each source."""
    forms = {part: writer().definitions[name] for part, name in _VALIDATIONS.items()}
    shared = set.intersection(*({*form["properties"]} for form in forms.values()))
    tables = {"validation": writer().keys(forms["http-validation"], lambda key: key in shared)}
    return tables | {part: writer().keys(form, lambda key: key not in shared) for part, form in forms.items()}
