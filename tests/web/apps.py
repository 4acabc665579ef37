"""The real app for a test, with what is the same in all of them made once: routes, document of the API, templates.

Putting an app together takes longer than most tests that then ask it something. A copy has a desk, settings, providers
of identity and extensions of its own: what one test does to them, no other sees. Who adds routes to an app, or changes
its configuration afterwards, takes one from `create_app`: what holds on to the first app does not see the copy's.
"""

from copy import copy
from dataclasses import replace
from functools import cache

from flask import Flask

from hub.web.app import create_app, seat
from hub.web.desk import Desk, Group
from tests.web.sample import sample_desk


def app_at(desk: Desk) -> Flask:
    """The pages and the API at this desk, as `create_app` puts them together."""
    made = _made(desk.unavailable)
    app = copy(made)
    app.config = copy(made.config)
    app.extensions = dict(made.extensions)
    seat(app, desk)
    return app


@cache
def _made(unavailable: tuple[type[Exception], ...]) -> Flask:
    """One that answers no request itself. At the officers' address: a copy that stayed there would be found out."""
    return create_app(replace(sample_desk(), agency=Group.OVERSIGHT, unavailable=unavailable))
