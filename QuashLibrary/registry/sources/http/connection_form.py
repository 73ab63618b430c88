"""The form of a connection to an HTTP backend: address, authentication, TLS, environments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from QuashLibrary.registry.forms import connection as common
from QuashLibrary.registry.forms.app import AppForm
from QuashLibrary.registry.forms.expectations import EXPECTATIONS, is_expected
from QuashLibrary.registry.forms.form import Form, field
from QuashLibrary.registry.forms.merging import merge_items
from QuashLibrary.registry.forms.redaction import redactions
from QuashLibrary.registry.forms.rules import exactly_one, requires
from QuashLibrary.registry.forms.values import FLAG, TEXT, TEXT_OR_SECRET, TEXTS, choice
from QuashLibrary.registry.sources.http.request_form import RequestForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.forms.redaction import RedactionForm
    from QuashLibrary.registry.model import OnError, OnFailure, OnSwallowed

_ADDRESS = "http:// or https:// with a host and an optional path."
_HEADERS = "headers: {Accept: application/json}"


class CredentialsForm(Form):
    """User name and password for HTTP Basic or Digest authentication."""

    username: Any = field(TEXT_OR_SECRET, default="", required="always")
    password: Any = field(TEXT_OR_SECRET, default="", required="always")


class ApiKeyForm(Form):
    """A key sent in a header or in the query."""

    rules = (
        exactly_one(
            ("header", "query"),
            'should have either "header" or "query"',
            "write one of them, with the name under which the key is sent",
        ),
    )

    header: str | None = field(TEXT)
    query: str | None = field(TEXT)
    value: Any = field(TEXT_OR_SECRET, default="", required="always")


class Oauth2Form(Form):
    """Client credentials that a server exchanges for a token."""

    token_url: Any = field(
        TEXT_OR_SECRET,
        "The address that issues the token: a full URL, or a path below base_url.",
        default="",
        required="always",
    )
    client_id: Any = field(TEXT_OR_SECRET, default="", required="always")
    client_secret: Any = field(TEXT_OR_SECRET, default="", required="always")
    scope: Any = field(TEXT_OR_SECRET, "The scope of the token, as the server names it.", default="")


class AuthForm(Form):
    """How to authenticate: exactly one of these keys. All values are secret."""

    rules = (
        exactly_one(
            ("bearer", "basic", "api_key", "headers", "digest", "oauth2", "from"),
            "should have exactly one of bearer, basic, api_key, headers, digest, oauth2, from",
            "write one of them",
        ),
    )

    bearer: Any = field(TEXT_OR_SECRET)
    basic: CredentialsForm | None = field(CredentialsForm)
    api_key: ApiKeyForm | None = field(ApiKeyForm)
    headers: Mapping[str, Any] | None = field(TEXTS, "", _HEADERS, default=None)
    digest: CredentialsForm | None = field(CredentialsForm)
    oauth2: Oauth2Form | None = field(Oauth2Form)
    from_: str | None = field(
        TEXT, 'The "@slug" of a validation that fetches a value named token.', 'from: "@logged-in"'
    )


class TlsForm(Form):
    """Trusted certificates and the client certificate for https. Files are PEM, relative to the registry file."""

    rules = (requires("key", "cert", 'has a "key" without a "cert"', "add the certificate"),)

    verify: bool = field(FLAG, default=True)
    ca: str = field(TEXT, default="")
    cert: str = field(TEXT, default="")
    key: str = field(TEXT, default="")


_BASIC = ("auth", "auth: {basic: {username: NAME, password: {env: PASSWORD}}}")
_BEARER = ("auth", "auth: {bearer: {env: TOKEN}}")
_NO_TRUST = ("tls", "tls: {verify: false}")
_TRUST = ("tls", "tls: {ca: FILE}")
_CERTIFICATE = ("tls", "tls: {cert: FILE, key: FILE}")


class HttpEnvironmentForm(Form):
    """What an environment can override in its connection."""

    rewritten: ClassVar[Mapping[str, tuple[str, str]]] = {
        **dict.fromkeys(("verify", "verifyssl", "sslverify", "insecure", "rejectunauthorized"), _NO_TRUST),
        **dict.fromkeys(("ca", "cafile", "cacert", "cabundle"), _TRUST),
        **dict.fromkeys(("cert", "certificate", "clientcert", "key"), _CERTIFICATE),
        **dict.fromkeys(("username", "user", "password", "basic", "basicauth"), _BASIC),
        **dict.fromkeys(("token", "bearer", "accesstoken", "bearertoken"), _BEARER),
        **dict.fromkeys(("apikey",), ("auth", "auth: {api_key: {header: X-Api-Key, value: {env: API_KEY}}}")),
    }

    base_url: Any = common.address(_ADDRESS)
    auth: AuthForm | None = field(AuthForm, "", "auth: {bearer: {env: TOKEN}}")
    headers: Mapping[str, Any] = field(TEXTS, "Sent with every request.", _HEADERS)
    timeout: float = common.timeout()
    tls: TlsForm | None = field(TlsForm)
    proxy: Any = field(
        TEXT_OR_SECRET,
        "http://host:port or http://%{USER}:%{PASSWORD}@host:port; no other proxy is used.",
        "proxy: http://127.0.0.1:3128",
        default="",
    )
    redirects: Literal["none", "same-origin"] = field(
        choice("none", "same-origin"),
        "none: the redirect itself is checked; same-origin: up to 10 redirects to the same origin are followed.",
        default="none",
    )
    cookies: Literal["none", "keep"] = field(
        choice("none", "keep"), "keep: cookies are sent back to their origin until the test ends.", default="none"
    )
    read_only: bool = field(FLAG, "Only GET, HEAD, OPTIONS, GraphQL queries and logins are sent.", default=False)
    check: RequestForm | None = field(
        RequestForm,
        "The request that Check Backend Connection sends; default: GET of the base_url.",
        "check: GET /health",
    )
    app: AppForm | None = field(
        AppForm, "The port to which the app under test sends its requests, to record them.", "app: {listen: 8888}"
    )
    on_swallowed: OnSwallowed = field(
        choice("warn", "fail", "ignore"),
        "What happens if an app request failed and the UI showed no failure; default: warn.",
        default="warn",
    )
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = common.on_failure()
    on_error: OnError | None = common.on_error()


class HttpConnectionForm(HttpEnvironmentForm):
    """The address of a backend, and how to authenticate."""

    type: str = common.connection_type()
    extends: str | None = common.extends()
    base_url: Any = common.address(_ADDRESS, "base_url: http://127.0.0.1:8080/api")
    expect: Mapping[str, Any] = field(
        EXPECTATIONS,
        "What is expected of every successful answer with a body; validations can override it.",
        "expect: {$.success: true}",
        default={},
        merge=merge_items,
        takes=is_expected,
    )
    environments: Mapping[str, HttpEnvironmentForm] = common.environments(
        HttpEnvironmentForm, 'base_url: "https://{name}.example"'
    )
