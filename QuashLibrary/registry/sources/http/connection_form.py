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

_ADDRESS = "http:// or https://, host, and path if any."
_HEADERS = "headers: {Accept: application/json}"


class CredentialsForm(Form):
    """User name and password of HTTP's Basic or Digest scheme."""

    username: Any = field(TEXT_OR_SECRET, default="", required="always")
    password: Any = field(TEXT_OR_SECRET, default="", required="always")


class ApiKeyForm(Form):
    """A key sent in a header or in the query."""

    rules = (
        exactly_one(
            ("header", "query"),
            'should have either "header" or "query"',
            "write one: the name under which the key is sent",
        ),
    )

    header: str | None = field(TEXT)
    query: str | None = field(TEXT)
    value: Any = field(TEXT_OR_SECRET, default="", required="always")


class Oauth2Form(Form):
    """Client credentials, for which a server gives a token."""

    token_url: Any = field(
        TEXT_OR_SECRET,
        "The address that gives the token; a whole URL, or a path below base_url.",
        default="",
        required="always",
    )
    client_id: Any = field(TEXT_OR_SECRET, default="", required="always")
    client_secret: Any = field(TEXT_OR_SECRET, default="", required="always")
    scope: Any = field(TEXT_OR_SECRET, "What the token is for, as the server names it.", default="")


class AuthForm(Form):
    """How to authenticate; exactly one of the keys. All values are secret."""

    rules = (
        exactly_one(
            ("bearer", "basic", "api_key", "headers", "digest", "oauth2", "from"),
            "should have exactly one of bearer, basic, api_key, headers, digest, oauth2, from",
            "remove the others",
        ),
    )

    bearer: Any = field(TEXT_OR_SECRET)
    basic: CredentialsForm | None = field(CredentialsForm)
    api_key: ApiKeyForm | None = field(ApiKeyForm)
    headers: Mapping[str, Any] | None = field(TEXTS, "", _HEADERS, default=None)
    digest: CredentialsForm | None = field(CredentialsForm)
    oauth2: Oauth2Form | None = field(Oauth2Form)
    from_: str | None = field(TEXT, 'A validation "@slug" that fetches the token as token.', 'from: "@logged-in"')


class TlsForm(Form):
    """Whom to trust over https, and who we are. Files are PEM, relative to the registry file."""

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
    """What an environment may change of its connection."""

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
        "http://host:port or http://%{USER}:%{PASSWORD}@host:port; no other is used.",
        "proxy: http://127.0.0.1:3128",
        default="",
    )
    redirects: Literal["none", "same-origin"] = field(
        choice("none", "same-origin"),
        "none: the redirect itself is what is checked; same-origin: followed, up to 10.",
        default="none",
    )
    cookies: Literal["none", "keep"] = field(
        choice("none", "keep"), "keep: sent again until the test ends, by origin.", default="none"
    )
    read_only: bool = field(
        FLAG, "Nothing but GET, HEAD, OPTIONS and GraphQL queries is sent; logins are sent anyway.", default=False
    )
    check: RequestForm | None = field(
        RequestForm,
        "What Check Backend Connection requests; GET of the base_url unless written.",
        "check: GET /health",
    )
    app: AppForm | None = field(
        AppForm, "Where the app under test sends its requests, so that they are recorded.", "app: {listen: 8888}"
    )
    on_swallowed: OnSwallowed = field(
        choice("warn", "fail", "ignore"),
        "What follows if a request of the app failed and the UI showed nothing of it; default: warn.",
        default="warn",
    )
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = common.on_failure()
    on_error: OnError | None = common.on_error()


class HttpConnectionForm(HttpEnvironmentForm):
    """Where a backend is and how to authenticate."""

    type: str = common.connection_type()
    extends: str | None = common.extends()
    base_url: Any = common.address(_ADDRESS, "base_url: http://127.0.0.1:8080/api")
    expect: Mapping[str, Any] = field(
        EXPECTATIONS,
        "What is expected of every successful answer with a body; a validation may expect something else instead.",
        "expect: {$.success: true}",
        default={},
        merge=merge_items,
        takes=is_expected,
    )
    environments: Mapping[str, HttpEnvironmentForm] = common.environments(
        HttpEnvironmentForm, 'base_url: "https://{name}.example"'
    )
