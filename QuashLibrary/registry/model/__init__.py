"""What a registry says, as plain data: frozen dataclasses that the compilers make and the engine uses.

Rule: nothing here is looked up yet; a value that names something is still a Template.
Entry: `registry.Registry`. Everything listed in `__all__` is public.
Imports: language, language/jsonpath, language/operators.
"""

from QuashLibrary.registry.model.app import AppListener, AppProxy, OnSwallowed
from QuashLibrary.registry.model.attachment import Attachment, When, WhichTests
from QuashLibrary.registry.model.connection import (
    BASE,
    ApiKey,
    Auth,
    Basic,
    Bearer,
    Connection,
    Digest,
    HeaderAuth,
    HttpConnection,
    OAuth2,
    RegistryCredentials,
    SqlConnection,
    Tls,
    TokenFrom,
)
from QuashLibrary.registry.model.expectation import Expectation, Fetch, Redaction, Subject, Timing
from QuashLibrary.registry.model.registry import Registry
from QuashLibrary.registry.model.request import STATUS, AppSent, Body, File, Query, QuestionSpec, RequestSpec
from QuashLibrary.registry.model.types import ON_ERROR, ON_FAILURE, OnError, OnFailure, Pairs, Text, Value
from QuashLibrary.registry.model.validation import Input, Validation

__all__ = [
    "BASE",
    "ON_ERROR",
    "ON_FAILURE",
    "STATUS",
    "ApiKey",
    "AppListener",
    "AppProxy",
    "AppSent",
    "Attachment",
    "Auth",
    "Basic",
    "Bearer",
    "Body",
    "Connection",
    "Digest",
    "Expectation",
    "Fetch",
    "File",
    "HeaderAuth",
    "HttpConnection",
    "Input",
    "OAuth2",
    "OnError",
    "OnFailure",
    "OnSwallowed",
    "Pairs",
    "Query",
    "QuestionSpec",
    "Redaction",
    "Registry",
    "RegistryCredentials",
    "RequestSpec",
    "SqlConnection",
    "Subject",
    "Text",
    "Timing",
    "Tls",
    "TokenFrom",
    "Validation",
    "Value",
    "When",
    "WhichTests",
]
