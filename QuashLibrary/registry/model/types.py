"""The types that all parts of the model share.

A `Value` is JSON in which a text with references is a Template (see language.templates).
"""

from QuashLibrary.language.templates import Template

Value = object
Text = str | Template
Pairs = tuple[tuple[str, Text], ...]
