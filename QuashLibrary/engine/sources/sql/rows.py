"""Write rows as the JSON document `{"rows": […], "count": n}`, which all JSON expectations can read.

In: the names of the columns, and rows as drivers return them. Out: an Answer. Numbers keep all their digits, times are
in ISO 8601, bytes in Base64; any other type that JSON does not have becomes a text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from QuashLibrary.engine.outcome import MAX_BODY, Answer, Description, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_ROWS = 10_000
"""The maximum number of rows to read; a statement with more rows should count or select."""


def read_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Answer | Fault:
    """Return the rows, or why they cannot be read: two columns with the same name, too many rows, too many bytes."""
    duplicate = next((name for index, name in enumerate(columns) if name in columns[:index]), None)
    if duplicate is not None:
        return Fault("statement", f'two columns are named "{duplicate}"; rename one of them with AS')
    keys = [json.dumps(name, ensure_ascii=False) for name in columns]
    written: list[str] = []
    size = 0
    for row in rows:
        text = ", ".join(f"{key}: {_json_text(value)}" for key, value in zip(keys, row, strict=True))
        written.append(f"{{{text}}}")
        size += len(text)
        if len(written) > MAX_ROWS:
            return Fault("statement", f"there are more than {MAX_ROWS:,} rows; add a WHERE, a LIMIT or COUNT(*)")
        if size > MAX_BODY:
            too_large = f"the rows are larger than {MAX_BODY // 1024 // 1024} MiB"
            return Fault("statement", f"{too_large}; select fewer columns or rows")
    return _rows_document(written, len(written))


def rows_answer(document: bytes, count: int) -> Answer:
    """Return the answer for a document of rows; its description has their number: `1 row`, `7 rows`."""
    rows = "1 row" if count == 1 else f"{count} rows"
    return Answer(Description("Rows", rows, rows), document)


def is_empty(answer: Answer) -> bool:
    """Return whether a statement found and changed no rows."""
    return answer.body == _rows_document([], 0).body


def no_rows(affected: int) -> Answer:
    """Return the document of a statement that returns no rows; `count` is the number of rows it changed."""
    return _rows_document([], max(affected, 0))


def _rows_document(rows: Sequence[str], count: int) -> Answer:
    text = f'{{"rows": [{", ".join(rows)}], "count": {count}}}'
    return rows_answer(text.encode("utf-8", "surrogatepass"), count)


def _json_text(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, Mapping):
        items = (f"{json.dumps(str(key), ensure_ascii=False)}: {_json_text(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(_json_text, value))}]"
    return json.dumps(_plain_value(value), ensure_ascii=False)


def _plain_value(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if isfinite(value) else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes() | bytearray() | memoryview():
            return b64encode(value).decode("ascii")
    return str(value)
