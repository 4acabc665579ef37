"""What is an address of a PostgreSQL database."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = frozenset({"postgresql", "postgresql+psycopg"})


def is_address(text: str) -> bool:
    """It names PostgreSQL and can be read; whether anybody answers there is not looked at."""
    try:
        return make_url(text).drivername in DRIVERS
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        return False
