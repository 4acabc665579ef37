"""Protection of forms against foreign pages (CSRF)."""

from flask import session
from flask_wtf.csrf import CSRFProtect, generate_csrf

csrf = CSRFProtect()


def form_token() -> str:
    """One token for all forms of one sign-in, so that two pages do not differ by it ("not found", "not yours")."""
    if "form_token" not in session:
        session["form_token"] = generate_csrf()
    return str(session["form_token"])
