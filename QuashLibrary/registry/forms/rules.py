"""Rules about several keys of a form: how many of them may be written, and which need each other.

Each rule finds what is wrong with a form, and is itself a piece of JSON Schema for editors.
"""

from dataclasses import dataclass

from QuashLibrary.registry.forms.form import Fault, Form, Schema


@dataclass(frozen=True, slots=True)
class AtMostOne:
    """At most one of the keys is written; `{}` in the message lists those that are.

    Without a message, only the editor schema and the merging of entries follow the rule.
    """

    keys: tuple[str, ...]
    message: str = ""
    advice: str = ""

    @property
    def schema(self) -> Schema:
        """No two of the keys are there."""
        pairs = [[key, other] for index, key in enumerate(self.keys) for other in self.keys[index + 1 :]]
        return {"not": {"anyOf": [{"required": pair} for pair in pairs]}}

    def fault(self, form: Form, *, is_sound: bool) -> Fault | None:
        """Return what is wrong: two keys are too many, whatever else is written."""
        written = [key for key in self.keys if key in form.given]
        if not self.message or len(written) <= 1:
            return None
        return Fault(self.message.format(" and ".join(written)), self.advice)


@dataclass(frozen=True, slots=True)
class ExactlyOne:
    """Exactly one of the keys is written; `{}` in the message lists those that are, `missing` is for none."""

    keys: tuple[str, ...]
    message: str
    advice: str
    missing: Fault | None = None

    @property
    def schema(self) -> Schema:
        """One of the keys is there, and no other."""
        return {"oneOf": [{"required": [key]} for key in self.keys]}

    def fault(self, form: Form, *, is_sound: bool) -> Fault | None:
        """Return what is wrong; a key that cannot be read may be the one that is missing."""
        written = [f'"{key}"' for key in self.keys if key in form.given]
        if len(written) == 1 or not is_sound:
            return None
        if not written and self.missing:
            return self.missing
        return Fault(self.message.format(" and ".join(written)), self.advice)


@dataclass(frozen=True, slots=True)
class AnyKey:
    """At least one key is written, and has a value."""

    message: str
    advice: str

    @property
    def schema(self) -> Schema:
        """The mapping is not empty."""
        return {"minProperties": 1}

    def fault(self, form: Form, *, is_sound: bool) -> Fault | None:
        """Return what is wrong; a key that cannot be read may be the one that is missing."""
        is_set = any(getattr(form, field.attribute) for field in form.fields.values())
        return Fault(self.message, self.advice) if is_sound and not is_set else None


@dataclass(frozen=True, slots=True)
class Requires:
    """A key makes sense only together with another one."""

    key: str
    other: str
    message: str
    advice: str

    @property
    def schema(self) -> Schema:
        """If the key is there, the other one is, too."""
        return {"dependentRequired": {self.key: [self.other]}}

    def fault(self, form: Form, *, is_sound: bool) -> Fault | None:
        """Return what is wrong, at the key."""
        is_set = is_sound and self.key in form.given and getattr(form, self.key)
        return Fault(self.message, self.advice, key=self.key) if is_set and not getattr(form, self.other) else None
