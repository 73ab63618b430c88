"""Write rows as the JSON document `{"rows": […], "count": n}`, which all JSON expectations can read.

In: the names of the columns and rows as drivers give them. Out: Rows; numbers of any precision stand in it digit by
digit, times in ISO 8601, bytes in Base64. What JSON does not know is a text.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from QuashLibrary.engine.outcome import Fault, Rows
from QuashLibrary.engine.sources.http.body import MAX_BODY

MAX_ROWS = 10_000
"""Rows that are read; a statement that finds more is asked to count or to choose."""


def read_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Rows | Fault:
    """Return the rows, or why they cannot be had: two columns of one name, too many, too large."""
    twice = next((name for index, name in enumerate(columns) if name in columns[:index]), None)
    if twice is not None:
        return Fault("statement", f'two columns are named "{twice}"; give one of them another name with AS')
    keys = [json.dumps(name, ensure_ascii=False) for name in columns]
    written: list[str] = []
    size = 0
    for row in rows:
        text = ", ".join(f"{key}: {_json(value)}" for key, value in zip(keys, row, strict=True))
        written.append(f"{{{text}}}")
        size += len(text)
        if len(written) > MAX_ROWS:
            return Fault("statement", f"there are more than {MAX_ROWS:,} rows; add a WHERE, a LIMIT or COUNT(*)")
        if size > MAX_BODY:
            told = f"the rows are larger than {MAX_BODY // 1024 // 1024} MiB"
            return Fault("statement", f"{told}; choose fewer columns or rows")
    return _document(written, len(written))


def no_rows(affected: int) -> Rows:
    """Return the document of a statement that gives no rows; `count` is the number of those that it changed."""
    return _document([], max(affected, 0))


def _document(rows: Sequence[str], count: int) -> Rows:
    text = f'{{"rows": [{", ".join(rows)}], "count": {count}}}'
    return Rows(text.encode("utf-8", "surrogatepass"), count)


def _json(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, Mapping):
        items = (f"{json.dumps(str(key), ensure_ascii=False)}: {_json(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(_json, value))}]"
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
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
