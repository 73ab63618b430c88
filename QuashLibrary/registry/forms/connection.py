"""The form of a connection, as a registry writes it: address, authentication, TLS, environments.

In: the plain data below `connections`. Out: ConnectionEntries. Docstrings and descriptions are what an
editor shows.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from QuashLibrary.registry.forms.base import Duration, Entry, ErrorPolicy, Failure, Text, Texts, problem
from QuashLibrary.registry.forms.redaction import Redactions
from QuashLibrary.registry.forms.request import MethodAndPath, RequestEntry, short_request

ConnectionType = Literal["http", "sql"]


class BasicEntry(Entry):
    """User name and password of HTTP's Basic scheme."""

    username: Text
    password: Text


class ApiKeyEntry(Entry):
    """A key sent in a header or in the query."""

    header: str | None = None
    query: str | None = None
    value: Text

    @model_validator(mode="after")
    def _one_place(self) -> "ApiKeyEntry":
        if (self.header is None) == (self.query is None):
            raise problem('should have either "header" or "query"', "write one: the name under which the key is sent")
        return self


class DigestEntry(Entry):
    """User name and password of HTTP's Digest scheme."""

    username: Text
    password: Text


class OAuth2Entry(Entry):
    """Client credentials, for which a server gives a token."""

    token_url: Text = Field(description="Where the token is had; a whole URL, or a path below base_url.")
    client_id: Text
    client_secret: Text
    scope: Text = Field("", description="What the token is for, as the server names it.")


class AuthEntry(Entry):
    """How to authenticate; exactly one of the keys. All values are secret."""

    bearer: Text = Field(None, validate_default=False)
    basic: BasicEntry | None = None
    api_key: ApiKeyEntry | None = None
    headers: Texts | None = None
    digest: DigestEntry | None = None
    oauth2: OAuth2Entry | None = None
    from_: str | None = Field(None, alias="from", description='A validation "@slug" that fetches the token as token.')

    @model_validator(mode="after")
    def _one_kind(self) -> "AuthEntry":
        if len(self.model_fields_set) != 1:
            raise problem(
                "should have exactly one of bearer, basic, api_key, headers, digest, oauth2, from", "remove the others"
            )
        return self


class TlsEntry(Entry):
    """Whom to trust over https, and who we are. Files are PEM, relative to the registry file."""

    verify: bool = True
    ca: str = ""
    cert: str = ""
    key: str = ""


class ConnectionOverrides(Entry):
    """What an environment may change of its connection."""

    base_url: Text = Field(None, validate_default=False, description="http:// or https://, host, and path if any.")
    auth: AuthEntry | None = None
    headers: Texts = Field(default_factory=dict, description="Sent with every request.")
    timeout: Duration = Field(10.0, description="Total deadline of one exchange.")
    tls: TlsEntry = TlsEntry()
    proxy: Text = Field("", description="http://host:port or http://%{USER}:%{PASSWORD}@host:port; no other is used.")
    redirects: Literal["none", "same-origin"] = Field(
        "none", description="none: the redirect itself is what is checked; same-origin: followed, up to 10."
    )
    cookies: Literal["none", "keep"] = Field("none", description="keep: sent again until the test ends, by origin.")
    read_only: bool = Field(
        False, description="Nothing but GET, HEAD, OPTIONS and GraphQL queries is sent; logins are."
    )
    check: (
        Annotated[RequestEntry, BeforeValidator(short_request, json_schema_input_type=MethodAndPath | RequestEntry)]
        | None
    ) = Field(None, description="What Check Backend Connection asks; GET of the base_url unless written.")
    redact: Redactions
    on_failure: Failure | None = Field(None, description="Of validations that say nothing themselves; default: fail.")
    on_error: ErrorPolicy | None = Field(None, description="Of validations that say nothing themselves; default: fail.")


class ConnectionEntry(ConnectionOverrides):
    """Where a backend is and how to authenticate."""

    type: ConnectionType = Field("http", description="http, or sql for a database.")
    extends: str | None = Field(None, description="The connection from which all is taken over that is not set here.")
    base_url: Text = Field(description="http:// or https://, host, and path if any.")
    environments: dict[str, ConnectionOverrides] = Field(
        default_factory=dict, description="Overrides of any key above, by the environment's name."
    )
