"""The real app at the sample desk, and people who sit at it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.terms.principals import SignedIn
from tests.web.apps import app_at
from tests.web.sample import DPO, JOBCOACH, post, sample_desk


@pytest.fixture
def app() -> Flask:
    """The pages and the API at the sample desk."""
    return app_at(sample_desk())


@pytest.fixture
def sit_down(app: Flask) -> Callable[[SignedIn], FlaskClient]:
    """`sit_down(JOBCOACH)`: a browser in which somebody is signed in."""

    def sit(present: SignedIn) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["key"] = app.extensions["desk"].sessions.open(post(present).id)
        return client

    return sit


@pytest.fixture
def jobcoach(sit_down: Callable[[SignedIn], FlaskClient]) -> FlaskClient:
    """The Jobcoach's browser."""
    return sit_down(JOBCOACH)


@pytest.fixture
def dpo(sit_down: Callable[[SignedIn], FlaskClient]) -> FlaskClient:
    """The data protection officer's browser."""
    return sit_down(DPO)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()
