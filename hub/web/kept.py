"""What was typed is not lost when something goes wrong (G10): the form comes back with it, not a bare problem."""

from collections.abc import Callable

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

Keeper = Callable[[str, str | None], Response | None]
"""Answers with the form of the request at hand, for this kind of problem and its mark; None where it cannot."""


def set_keeper(app: Flask, endpoint: str, keeper: Keeper) -> None:
    """Let this function answer when a form sent to this route cannot be taken."""
    app.extensions.setdefault("keepers", {})[endpoint] = keeper


def answer_kept(kind: str, mark: str | None = None) -> Response | None:
    """The form of this request once more, if there is somebody to bring it back."""
    if request.method != "POST":
        return None
    keeper: Keeper | None = current_app.extensions.get("keepers", {}).get(request.endpoint)
    return keeper(kind, mark) if keeper else None
