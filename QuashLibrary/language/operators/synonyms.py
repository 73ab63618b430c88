"""The names that other tools use for the keys and operators of a registry.

In: an unknown word, and the known names at its place. Out: the intended name, or a complete replacement that contains
the writer's own value. One table covers keys and operators of Karate, Hurl, Tavern, RestAssured, Postman, Chai and JSON
Schema, because a similar spelling may suggest the opposite (`not empty` is close to `is empty`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show
from QuashLibrary.problems import did_you_mean, most_similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# fmt: off
_WORDS: Mapping[str, str] = {
    # Operators.
    "equals": "= === eq eql is be equal equalto isequalto toequal deepequal const sameas",
    "not equals": "<> !== ne neq not isnot notequal notequalto isnotequalto doesnotequal differentfrom notbe",
    "greater than": "gt greater isgreaterthan above morethan exclusiveminimum after isafter",
    "less than": "lt less lower islessthan below before isbefore exclusivemaximum",
    "at least": "gte ge min minimum greaterthanorequal greaterthanorequals greaterthanorequalto greaterorequal "
                "isatleast notlessthan",
    "at most": "lte le max maximum lessthanorequal lessthanorequals lessthanorequalto lessorequal isatmost "
               "notgreaterthan notmorethan",
    "contains": "has have contain include haskey hasitem hasproperty containskey property member",
    "not contains": "doesnotcontain notcontain notinclude notincludes excludes hasnot nothas doesnothave",
    "starts": "startswith startwith beginswith prefix hasprefix",
    "ends": "endswith endwith suffix hassuffix",
    "matches": "pattern regex regexp match like matchespattern matchesregex matchesregexp",
    "not matches": "notmatch notpattern notregex notlike doesnotmatch",
    "one of": "in enum isin isoneof inlist anyof",
    "not one of": "notin nin isnotin noneof",
    "count": "length size len hassize haslength hascount",
    "type": "typeof instanceof istype hastype",
    "exists": "present ispresent isdefined defined exist",
    "is empty": "empty isblank blank",
    "includes": "containsall hasitems hasentry hasentries containssubset containsdeep",
    "each": "every everyitem foreach containseach matcheach",
    "any": "some anyitem",

    # Keys of a file, in the order in which they are preferred.
    "connections": "servers server hosts apis backends services connection endpoints",
    "validations": "tests checks validation scenarios cases stages steps requests",
    "attach": "attachments attached hooks",

    # Keys of a validation.
    "parameters": "params args arguments bindings",
    "query": "params parameters queryparams qs search",
    "path": "url uri endpoint route",
    "method": "verb",
    "base_url": "url uri host address server endpoint baseuri domain target",
    "request": "url uri endpoint path route method verb http call get post put patch delete",
    "sql": "statement",
    "expect": "assert asserts assertion assertions validate response then expected expectation expectations should "
              "verify checks tests",
    "eventually": "retry retries poll polling wait waituntil waitfor until retryuntil await repeat",
    "always": "never holds stable",
    "fetch": "save extract capture captures store register export set saves",
    "inputs": "variables vars params parameters args arguments input",
    "needs": "dependson depends dependencies requires prerequisites",
    "extends": "inherits base template parent basedon include",
    "connection": "server host api backend service target",
    "description": "name title summary desc documentation comment",
    "auth": "authentication authorization credentials login security",
    "redact": "mask masks hide secrets sensitive",
    "on_failure": "onfail severity",
    "retry_errors": "retryon",
    "timeout": "deadline",

    # Keys below these.
    "within": "timeout maxwait duration upto deadline wait maxtime",
    "every": "interval delay pollinterval polldelay retryinterval retrydelay sleep pause",
    "attempts": "retries tries times maxretries maxattempts maxtries count",
    "give_up_if": "failif abortif stopif",
    "status": "statuscode code responsecode httpcode http",
    "time": "duration responsetime elapsed latency",
    "schema": "jsonschema matchesschema",
    "json": "body data payload content document",
    "text": "raw",
    "form": "urlencoded formdata",
    "multipart": "files",
    "from": "path jsonpath source",
    "default": "fallback value",
    "lease": "pool values",
    "url": "dsn uri connectionstring database address",
    "bearer": "token jwt accesstoken",
    "username": "user login",
    "password": "pass pwd",
    "tls": "ssl certificates",
    "environments": "envs env profiles",
    "headers": "header",
    "validate": "validation validations slug slugs check checks",
}
"""The words of other tools for each name, written in lower case without spaces, _ and -."""

_UUID = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_TYPES = {
    "string": "isstring istext isstr",
    "number": "isnumber isnumeric isfloat isdouble",
    "integer": "isinteger isint",
    "boolean": "isboolean isbool",
    "array": "isarray islist iscollection",
    "object": "isobject ismap isdict isdictionary",
}
_FLAGS: Mapping[str, tuple[str, str]] = {
    "null isnull nil isnil": ("equals: null", "not equals: null"),
    "notnull isnotnull notnil nonnull": ("not equals: null", "equals: null"),
    "notempty isnotempty nonempty notblank isnotblank": ("is empty: false", "is empty: true"),
    "absent missing isabsent ismissing notpresent isnotpresent notexist notexists doesnotexist undefined isundefined "
    "notdefined": ("exists: false", "exists: true"),
    "istrue": ("equals: true", "equals: false"),
    "isfalse": ("equals: false", "equals: true"),
    "isdate isdatetime istime isisodate": ('{as: time, at least: "1970-01-01T00:00:00Z"}', ""),
    **{words: (f"type: {name}", "") for name, words in _TYPES.items()},
    "uuid isuuid guid": (f'matches: "{_UUID}"', f'not matches: "{_UUID}"'),
}
"""The replacements for words that are a whole condition: for the value true, and for false."""
# fmt: on


def _pair(first: str, second: str) -> Callable[[object], str]:
    """Return the replacement for a list of two values."""

    def written(value: object) -> str:
        members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        values = list(map(_shown, members))
        low, high = values if len(values) == 2 else ("1", "5")  # noqa: PLR2004
        return f"{{{first.format(low)}, {second.format(high)}}}"

    return written


_BETWEEN = _pair("at least: {}", "at most: {}")
_CLOSE = _pair("value: {}", "tolerance: {}")
_REWRITTEN: Mapping[str, Callable[[object], str]] = {
    **dict.fromkeys(("between", "isbetween", "range", "inrange"), _BETWEEN),
    **dict.fromkeys(("closeto", "approximately", "approx", "near"), lambda value: f"close to: {_CLOSE(value)}"),
    **{word: lambda value: f"count: {{at least: {_shown(value)}}}" for word in ("minlength", "minitems", "minsize")},
    **{word: lambda value: f"count: {{at most: {_shown(value)}}}" for word in ("maxlength", "maxitems", "maxsize")},
    **{
        word: lambda value: f"matches: {show(f'(?i)^{re.escape(str(value))}$', _WHOLE)}"
        for word in ("equalsignorecase", "equalsignoringcase", "equaltoignoringcase", "iequals")
    },
}
"""The replacements for words whose value is written differently here."""

_WHOLE = 10_000
"""A length at which advice is never cut."""


def meant_name(word: str, known: Iterable[str]) -> str:
    """Return the known name for a word of another tool or another spelling; empty if there is none."""
    plain, names = _plain(word), {name: _plain(name) for name in known}
    same = (name for name, spelling in names.items() if spelling == plain)
    return next(same, "") or next((name for name in _MEANINGS.get(plain, ()) if name in names), "")


def near_name(word: str, known: Iterable[str]) -> str:
    """Return the known name that was probably misspelt, but never its opposite; empty if there is none."""
    known = list(known)
    near = most_similar(word, known) or most_similar(word.replace("_", " "), known)
    return near if _is_negative(word) == _is_negative(near) else ""


def operator_advice(word: str, value: object, known: Iterable[str]) -> str:
    """Return advice for an unknown operator; empty if no operator is similar."""
    known = list(known)
    if condition := _condition(word, value, known):
        return f"write  {condition}"
    near = near_name(word, known)
    return did_you_mean(near, [near]) if near else ""


def _condition(word: str, value: object, known: Iterable[str]) -> str:
    """Return the whole condition for an operator of another tool."""
    plain = _plain(word)
    if plain == "not" and isinstance(value, dict) and len(value) == 1:
        [(inner, argument)] = value.items()
        opposite = meant_name(f"not {meant_name(str(inner), known) or inner}", known)
        return f"{opposite}: {_shown(argument)}" if opposite else ""
    if plain in _CONDITIONS:
        return _CONDITIONS[plain][value is False]
    if plain in _REWRITTEN:
        return _REWRITTEN[plain](value)
    name = meant_name(word, known)
    return f"{name}: {'true' if value is None and name in _OF_FLAGS else _shown(value)}" if name else ""


_OF_FLAGS = ("exists", "is empty")


def _shown(value: object) -> str:
    return show(value, _WHOLE)


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).casefold()


def _is_negative(word: str) -> bool:
    return re.search(r"(?i)\bnot|^no|n't|[a-z]Not|^in?equal|^un(?!til)", word) is not None


def _meanings() -> Iterator[tuple[str, tuple[str, ...]]]:
    words = dict.fromkeys(word for text in _WORDS.values() for word in text.split())
    for word in words:
        yield word, tuple(name for name, text in _WORDS.items() if word in text.split())


_MEANINGS = dict(_meanings())
_CONDITIONS = {word: written for words, written in _FLAGS.items() for word in words.split()}
