"""Protection of forms against foreign pages (CSRF)."""

from flask import Flask, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf

csrf = CSRFProtect()

ROOMY = frozenset(
    {
        "notes.save_note",
        "notes.keep_draft",
        "minutes.save_minutes",
        "minutes.keep_minutes",
        "cells_api.write_cells",
        "talks.end_talk",
        "consents_entering.enter_consents",
    }
)
"""Routes to which long texts are sent."""
ROOM = 512 * 1024
SCANS = "talk_sheets.bring_scan"
"""The route to which a scan is sent."""
ROOM_OF_SCANS = 10 * 1024 * 1024 + 64 * 1024


def set_room(app: Flask) -> None:
    """Let long texts come in where they belong, and nowhere else. To be set before anything reads a form."""
    app.before_request(_make_room)


def _make_room() -> None:
    if request.endpoint in ROOMY:
        request.max_content_length = request.max_form_memory_size = ROOM
    if request.endpoint == SCANS:
        request.max_content_length = ROOM_OF_SCANS


def form_token() -> str:
    """One token for all forms of one sign-in, so that two pages do not differ by it ("not found", "not yours")."""
    if "form_token" not in session:
        session["form_token"] = generate_csrf()
    return str(session["form_token"])
