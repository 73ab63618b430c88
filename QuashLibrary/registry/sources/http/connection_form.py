"""The form of a connection to an HTTP backend: address, authentication, TLS, environments."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from QuashLibrary.registry.forms import connection as common
from QuashLibrary.registry.forms.form import Form, field
from QuashLibrary.registry.forms.redaction import RedactionForm, redactions
from QuashLibrary.registry.forms.rules import ExactlyOne, Requires
from QuashLibrary.registry.forms.values import FLAG, TEXT, TEXT_OR_SECRET, TEXTS, choice
from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.registry.sources.http.request_form import RequestForm

_ADDRESS = "http:// or https://, host, and path if any."
_ADDRESS_EXAMPLE = "base_url: http://127.0.0.1:8080/api"


class CredentialsForm(Form):
    """User name and password of HTTP's Basic or Digest scheme."""

    title = "credentials"

    username: Any = field(TEXT_OR_SECRET, default="", required=True)
    password: Any = field(TEXT_OR_SECRET, default="", required=True)


class ApiKeyForm(Form):
    """A key sent in a header or in the query."""

    title = "API key"
    rules = (
        ExactlyOne(
            ("header", "query"),
            'should have either "header" or "query"',
            "write one: the name under which the key is sent",
        ),
    )

    header: str | None = field(TEXT)
    query: str | None = field(TEXT)
    value: Any = field(TEXT_OR_SECRET, default="", required=True)


class OAuth2Form(Form):
    """Client credentials, for which a server gives a token."""

    title = "OAuth 2 client"

    token_url: Any = field(
        TEXT_OR_SECRET,
        default="",
        required=True,
        description="The address that gives the token; a whole URL, or a path below base_url.",
    )
    client_id: Any = field(TEXT_OR_SECRET, default="", required=True)
    client_secret: Any = field(TEXT_OR_SECRET, default="", required=True)
    scope: Any = field(TEXT_OR_SECRET, default="", description="What the token is for, as the server names it.")


class AuthForm(Form):
    """How to authenticate; exactly one of the keys. All values are secret."""

    title = "authentication"
    rules = (
        ExactlyOne(
            ("bearer", "basic", "api_key", "headers", "digest", "oauth2", "from"),
            "should have exactly one of bearer, basic, api_key, headers, digest, oauth2, from",
            "remove the others",
        ),
    )

    bearer: Any = field(TEXT_OR_SECRET)
    basic: CredentialsForm | None = field(CredentialsForm)
    api_key: ApiKeyForm | None = field(ApiKeyForm)
    headers: Mapping[str, Any] | None = field(TEXTS, example="headers: {Accept: application/json}")
    digest: CredentialsForm | None = field(CredentialsForm)
    oauth2: OAuth2Form | None = field(OAuth2Form)
    from_: str | None = field(
        TEXT, example='from: "@logged-in"', description='A validation "@slug" that fetches the token as token.'
    )


class TlsForm(Form):
    """Whom to trust over https, and who we are. Files are PEM, relative to the registry file."""

    title = "TLS"
    rules = (Requires("key", "cert", 'has a "key" without a "cert"', "add the certificate"),)

    verify: bool = field(FLAG, default=True)
    ca: str = field(TEXT, default="")
    cert: str = field(TEXT, default="")
    key: str = field(TEXT, default="")


class HttpOverrides(Form):
    """What an environment may change of its connection."""

    title = "environment"

    base_url: Any = field(TEXT_OR_SECRET, description=_ADDRESS)
    auth: AuthForm | None = field(AuthForm, example="auth: {bearer: {env: TOKEN}}")
    headers: Mapping[str, Any] = field(
        TEXTS, default={}, example="headers: {Accept: application/json}", description="Sent with every request."
    )
    timeout: float = common.timeout()
    tls: TlsForm = field(TlsForm, default=TlsForm())
    proxy: Any = field(
        TEXT_OR_SECRET,
        default="",
        example="proxy: http://127.0.0.1:3128",
        description="http://host:port or http://%{USER}:%{PASSWORD}@host:port; no other is used.",
    )
    redirects: Literal["none", "same-origin"] = field(
        choice("none", "same-origin"),
        default="none",
        description="none: the redirect itself is what is checked; same-origin: followed, up to 10.",
    )
    cookies: Literal["none", "keep"] = field(
        choice("none", "keep"), default="none", description="keep: sent again until the test ends, by origin."
    )
    read_only: bool = field(
        FLAG,
        default=False,
        description="Nothing but GET, HEAD, OPTIONS and GraphQL queries is sent; logins are sent anyway.",
    )
    check: RequestForm | None = field(
        RequestForm,
        example="check: GET /health",
        description="What Check Backend Connection requests; GET of the base_url unless written.",
    )
    redact: Sequence[RedactionForm] = redactions()
    on_failure: OnFailure | None = common.on_failure()
    on_error: OnError | None = common.on_error()


class HttpConnectionForm(HttpOverrides):
    """Where a backend is and how to authenticate."""

    title = "connection"

    type: str = common.connection_type()
    extends: str | None = common.extends()
    base_url: Any = field(
        TEXT_OR_SECRET,
        default="",
        required=True,
        can_be_inherited=True,
        example=_ADDRESS_EXAMPLE,
        description=_ADDRESS,
    )
    environments: Mapping[str, HttpOverrides] = common.environments(HttpOverrides, 'base_url: "https://{name}.example"')
