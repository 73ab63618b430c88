"""docs/reference/keywords.md: every keyword of the library and of quash.resource, from libdoc."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from robot.libdocpkg import LibraryDocumentation

from utest.docs.generated.parts import anchor, table
from utest.docs.generated.robot_text import inline, markdown

RESOURCE = Path(__file__).resolve().parents[3] / "resources" / "quash.resource"


def parts() -> dict[str, str]:
    """Return the list of keywords, and the keywords of both files."""
    library = [keyword for keyword in LibraryDocumentation("QuashLibrary").keywords if _is_public(keyword)]
    ready = LibraryDocumentation(str(RESOURCE)).keywords
    names = frozenset(keyword.name for keyword in library)
    ready_names = names | {keyword.name for keyword in ready}
    return {
        "list": _list(library, names),
        "library": "\n\n".join(_section(keyword, names) for keyword in library),
        "ready-list": _list(ready, ready_names),
        "ready": "\n\n".join(_section(keyword, ready_names) for keyword in ready),
    }


def _is_public(keyword: Any) -> bool:
    return not keyword.private and not keyword.name.startswith("@")


def _list(keywords: list[Any], names: frozenset[str]) -> str:
    rows = ((f"[{item.name}](#{anchor(item.name)})", inline(_summary(item), names)) for item in keywords)
    return table(("keyword", "what it does"), rows)


def _summary(keyword: Any) -> str:
    """Return the first paragraph, which is one sentence."""
    return " ".join(keyword.doc.partition("\n\n")[0].split())


def _section(keyword: Any, names: frozenset[str]) -> str:
    call = "    ".join([keyword.name, *_arguments(keyword.args)])
    return f"### {keyword.name}\n\n```\n{call}\n```\n\n{markdown(keyword.doc, names)}"


def _arguments(arguments: Any) -> list[str]:
    """Return the arguments as a call writes them."""
    return [_argument(item) for item in arguments if item.kind not in {"NAMED_ONLY_MARKER", "POSITIONAL_ONLY_MARKER"}]


def _argument(item: Any) -> str:
    if item.kind == "VAR_POSITIONAL":
        return f"*{item.name}"
    if item.kind == "VAR_NAMED":
        return f"**{item.name}"
    if item.required:
        return str(item.name)
    is_none = item.default is None or str(item.default).upper() in {"NONE", "${NONE}"}
    return f"{item.name}=" if is_none else f"{item.name}={item.default}"
