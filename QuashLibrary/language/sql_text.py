"""Read an SQL statement as far as necessary: its first word, the names it binds, and whether it is a single statement.

In: the text from the registry. Out: an SqlText. This is not a grammar: it skips quotes and comments, and understands
only the first word, `:name` and `;`.
"""

import re
from dataclasses import dataclass

READING = ("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "PRAGMA")
"""The first words of statements that change nothing; if one does change something, the database refuses it."""

_OPAQUE = re.compile(
    r"""[eE]'(?:\\.|''|[^'\\])*'|'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|(?<![\w$])\$(?P<tag>\w*)\$.*?\$(?P=tag)\$""",
    re.DOTALL,
)
# Pragmas without a value, and reading pragmas with one. SQLite runs some pragmas even after EXPLAIN.
_READING_PRAGMA = re.compile(
    r"""PRAGMA\s+(\w+\s*\.\s*)?(
        (table_x?info|table_list|index_list|index_x?info|foreign_key_list|foreign_key_check|integrity_check|quick_check)
            (\s*\(.*\))?
        |database_list|collation_list|function_list|module_list|pragma_list|compile_options|user_version|schema_version
        |application_id|data_version|page_count|page_size|freelist_count|encoding|journal_mode|foreign_keys|auto_vacuum
        |synchronous|query_only|cache_size|locking_mode)\s*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_WRITING = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![:\w\\]):(\w+)(?![:\w])")
# Text that SQLAlchemy's text() would mistake for a name, or for an escaped name.
_TAKEN_FOR_NAME = re.compile(r"(?<![:\w\\]):(?=\w+(?![:\w]))|\\(?=:\w*(?![:\w]))")


@dataclass(frozen=True, slots=True)
class SqlText:
    """A statement: as written, as SQLAlchemy's `text()` needs it, its first word, and the names it binds.

    A statement `reads` if its words show that it changes nothing.
    """

    written: str
    bound: str
    verb: str
    names: tuple[str, ...]
    single: bool
    reads: bool

    def __str__(self) -> str:
        """Return the statement on one line."""
        return " ".join(self.written.split())


def read_sql(text: str) -> SqlText:
    """Analyse a statement.

    PostgreSQL's cast `::` is escaped, so `:name::int` is a name with a cast.
    """
    written = _without_end(text)
    bound, code = [], []
    end = 0
    for opaque in _OPAQUE.finditer(written):
        code.append(written[end : opaque.start()].replace("::", r"\:\:"))
        bound += [code[-1], _TAKEN_FOR_NAME.sub(lambda match: f"\\{match[0]}", opaque[0])]
        end = opaque.end()
    code.append(written[end:].replace("::", r"\:\:"))
    bound.append(code[-1])
    plain = " ".join(code)
    first = re.match(r"[\s(]*(\w+)", plain)
    verb = first[1].upper() if first else ""
    names = tuple(dict.fromkeys(_NAME.findall(plain)))
    return SqlText(written, "".join(bound), verb, names, ";" not in plain, _is_reading(verb, plain))


def _without_end(text: str) -> str:
    """Return a statement without the `;` at its end and the comments after it."""
    end = len(text)
    for opaque in reversed(list(_OPAQUE.finditer(text))):
        if text[opaque.end() : end].strip("; \t\r\n") or not opaque[0].startswith(("--", "/*")):
            break
        end = opaque.start()
    code = text[:end].strip()
    return code.rstrip("; \t\r\n") if code.endswith(";") else text.strip()


def _is_reading(verb: str, code: str) -> bool:
    if verb == "PRAGMA" or (verb == "EXPLAIN" and "PRAGMA" in code.upper()):
        return bool(_READING_PRAGMA.fullmatch(code))
    if verb == "WITH" or (verb == "EXPLAIN" and "ANALYZE" in code.upper()):
        return not _WRITING.search(code)
    return verb in READING
