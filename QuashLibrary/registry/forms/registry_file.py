"""The form of a registry file: its sections. Their entries are read one by one, after they are merged."""

from collections.abc import Mapping, Sequence
from typing import Any

from QuashLibrary.registry.forms.attachment import AttachmentForm
from QuashLibrary.registry.forms.form import Form, ListOf, MappingOf, Value, field
from QuashLibrary.registry.forms.redaction import RedactionForm, redactions
from QuashLibrary.registry.forms.validation import SLUG_NAMES
from QuashLibrary.registry.forms.values import ANY, ANY_ITEMS


class RegistryForm(Form):
    """A registry of QuashLibrary: connections and validations."""

    title = "A registry of QuashLibrary"

    version: int = field(Value(lambda value: value, {"type": "integer", "const": 1}), default=1, example="version: 1")
    redact: Sequence[RedactionForm] = redactions()
    connections: Mapping[str, Any] = field(
        ANY_ITEMS,
        default={},
        example="connections: {shop: {base_url: http://127.0.0.1:8080/api}}",
        description="Backends, by name.",
    )
    validations: Mapping[str, Any] = field(
        MappingOf(ANY, names=SLUG_NAMES),
        default={},
        example="validations: {order-created: {request: GET /orders/7}}",
        description="Validations, by slug.",
    )
    attach: Sequence[AttachmentForm] = field(
        ListOf(AttachmentForm),
        default=(),
        example="attach: [{validate: order-created, after: Click Element    id=pay}]",
        description="Validations for suites that do not mention them.",
    )
