"""The content of a registry as plain data: frozen dataclasses that the compilers create and the engine uses.

Rule: no value is looked up yet; a value that names something is still a Template.
Entry: `registry.Registry`. Everything in `__all__` is public, and loaded when it is first used.
Imports: language, language/jsonpath, language/operators.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from QuashLibrary.registry.model.app import AppListener, AppProxy, OnSwallowed
    from QuashLibrary.registry.model.attachment import Attachment, When, WhichTests
    from QuashLibrary.registry.model.connection import (
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
    from QuashLibrary.registry.model.input import Input
    from QuashLibrary.registry.model.policies import ON_ERROR, ON_FAILURE, OnError, OnFailure
    from QuashLibrary.registry.model.registry import BASE, Registry
    from QuashLibrary.registry.model.request import STATUS, AppSent, Body, File, Query, QuestionSpec, RequestSpec
    from QuashLibrary.registry.model.types import Pairs, Text, Value
    from QuashLibrary.registry.model.validation import Validation

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

# The start of a run needs only the first modules.
_START = ("registry", "policies", "types", "input")
_REST = ("validation", "expectation", "request", "app", "attachment", "connection")


def __getattr__(name: str) -> object:
    """Return a public name; its module is loaded with the first use."""
    if name in __all__:
        for module in (*_START, *_REST):
            loaded = vars(import_module(f"{__name__}.{module}"))
            if name in loaded:
                return globals().setdefault(name, loaded[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
