"""The app as a mobile web page; it uses the same screens as the simulated phone."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

FILES = Path(__file__).resolve().parents[2] / "app"


def page() -> Blueprint:
    """Return the blueprint of /app."""
    files = Blueprint("page", __name__)

    @files.get("/app")
    @files.get("/app/")
    def start() -> Response:
        return send_from_directory(FILES, "page.html")

    @files.get("/app/<path:name>")
    def part(name: str) -> Response:
        kind = "text/javascript" if name.endswith(".mjs") else None
        return send_from_directory(FILES, name, mimetype=kind)

    return files
