"""Decode bodies by their Content-Type: the charset of a text, and formats with one document per line.

In: the value of the header in lower case, and the bytes. Out: a text, or why the bytes are not text.
"""

import codecs
import re

UTF_8 = "utf-8"
_ZIPPED = b"\x1f\x8b"
_LISTS = re.compile(r"application/(?:x-)?(?:ndjson|jsonl|json-lines|jsonlines|json-seq)(?![\w-])")
_BINARY = re.compile(r"(?:image|audio|video|font)/|application/(?!.*(?:json|xml|text|script|form|yaml|graphql))")


def charset_of(content_type: str) -> str:
    """Return the declared charset, else UTF-8."""
    _, _, charset = content_type.partition("charset=")
    return charset.split(";")[0].strip(" \"'") or UTF_8


def is_list_of_documents(content_type: str) -> bool:
    """Return whether the body has one JSON document per line."""
    return _LISTS.match(content_type) is not None


def decoded_text(body: bytes, content_type: str) -> str:
    """Return the text without a byte order mark; bytes that are not in the charset become U+FFFD."""
    try:
        text = body.decode(charset_of(content_type), "replace")
    except (LookupError, ValueError):  # "idna", or a name with U+0000
        text = body.decode(UTF_8, "replace")
    return text.removeprefix("\ufeff")


def charset_problem(body: bytes, content_type: str) -> str:
    """Return why a text cannot be decoded with its charset; empty if it can be, or if the body is not a text."""
    if _BINARY.match(content_type):
        return ""
    if body.startswith(_ZIPPED):
        return "the body looks like gzip, but no Content-Encoding says so"
    charset = charset_of(content_type)
    try:
        codecs.lookup(charset)
        body.decode(charset)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} (0x{body[error.start]:02x}) of the body is not {charset.upper()}"
        why = "which its Content-Type declares" if "charset=" in content_type else "and the answer declares no charset"
        return f"{where}, {why}"
    except (LookupError, ValueError):
        return charset_problem(body, "")
    return ""
