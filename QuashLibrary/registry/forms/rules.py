"""Rules about several keys of a form: how many of them are allowed, and which depend on each other.

Each function returns a rule that finds the fault of a form and provides a piece of JSON Schema for editors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.registry.forms.form import Fault, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.registry.forms.form import Form


def at_most_one(keys: Sequence[str], message: str = "", advice: str = "") -> Rule:
    """Allow at most one of the keys; `{}` in the message lists the keys that are present.

    Without a message, only the editor schema and the merging of entries apply the rule.
    """
    rivals = frozenset(keys)

    def fault(form: Form, _: bool) -> Fault | None:
        if not message or len(rivals & form.given) <= 1:
            return None
        return Fault(message.format(" and ".join(key for key in keys if key in form.given)), advice)

    pairs = [[key, other] for index, key in enumerate(keys) for other in keys[index + 1 :]]
    return Rule(fault, {"not": {"anyOf": [{"required": pair} for pair in pairs]}}, rivals)


def exactly_one(keys: Sequence[str], message: str, advice: str, missing: Fault | None = None) -> Rule:
    """Require exactly one of the keys; `{}` in the message lists the present keys, `missing` is for no key at all."""

    def fault(form: Form, is_sound: bool) -> Fault | None:
        written = [f'"{key}"' for key in keys if key in form.given]
        if len(written) == 1 or not is_sound:
            return None
        return missing if missing and not written else Fault(message.format(" and ".join(written)), advice)

    return Rule(fault, {"oneOf": [{"required": [key]} for key in keys]})


def any_key(message: str, advice: str) -> Rule:
    """Require at least one key with a value."""

    def fault(form: Form, is_sound: bool) -> Fault | None:
        is_empty = is_sound and not any(getattr(form, field.attribute) for field in form.fields.values())
        return Fault(message, advice) if is_empty else None

    return Rule(fault, {"minProperties": 1})


def requires(key: str, other: str, message: str, advice: str) -> Rule:
    """Allow a key only together with another key."""

    def fault(form: Form, is_sound: bool) -> Fault | None:
        is_set = is_sound and key in form.given and getattr(form, key)
        return Fault(message, advice, key=key) if is_set and not getattr(form, other) else None

    return Rule(fault, {"dependentRequired": {key: [other]}})
