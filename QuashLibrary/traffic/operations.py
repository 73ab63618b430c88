"""Find the GraphQL operation in a request of the app."""

from QuashLibrary.errors import JsonError
from QuashLibrary.language.graphql import first_operation
from QuashLibrary.language.json_text.reader import read_json


def document_in(body: bytes) -> tuple[str, str]:
    """Return the GraphQL document in a request body and the name of its operation; empty texts without a document."""
    if b'"query"' not in body:
        return "", ""
    try:
        read = read_json(body.decode("utf-8", "replace"))
    except JsonError:
        return "", ""
    document = read.get("query") if isinstance(read, dict) else None
    if not isinstance(document, str) or "{" not in document:
        return "", ""
    named = read.get("operationName") if isinstance(read, dict) else None
    return document, named if isinstance(named, str) else first_operation(document)
