"""The form of a registry file: its sections. Their entries are merged first, then read one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.registry.forms.app import AppProxyForm
from QuashLibrary.registry.forms.attachment import AttachmentForm
from QuashLibrary.registry.forms.form import Form, ListOf, MappingOf, Value, field
from QuashLibrary.registry.forms.redaction import redactions
from QuashLibrary.registry.forms.validation import SLUG_NAMES
from QuashLibrary.registry.forms.values import ANY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.forms.redaction import RedactionForm


class RegistryForm(Form):
    """A QuashLibrary registry: connections and validations."""

    version: int = field(Value(lambda value: value, {"type": "integer", "const": 1}), default=1)
    redact: Sequence[RedactionForm] = redactions()
    connections: Mapping[str, Any] = field(
        MappingOf(ANY), "Backends, by name.", "connections: {shop: {base_url: http://127.0.0.1:8080/api}}"
    )
    validations: Mapping[str, Any] = field(
        MappingOf(ANY, SLUG_NAMES), "Validations, by slug.", "validations: {order-created: {request: GET /orders/7}}"
    )
    attach: Sequence[AttachmentForm] = field(
        ListOf(AttachmentForm),
        "Validations for suites that do not mention them.",
        "attach: [{validate: order-created, after: Click Element    id=pay}]",
    )
    app_proxy: AppProxyForm | None = field(
        AppProxyForm,
        "A proxy that records the requests of apps whose addresses cannot be changed.",
        "app_proxy: {listen: 8889, hosts: {shop.example: shop}}",
    )
