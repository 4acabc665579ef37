"""Those who control are told on every page when the evidence behind the log grows old; nobody else is."""

from dataclasses import replace

import pytest

from hub.ledger.freshness import Trouble
from hub.web.desk import Group
from hub.web.texts import load_texts

PAGES = ("/datenschutz/protokoll", "/meine-zugriffe")


def _with(app, troubles, group=Group.OVERSIGHT):
    app.extensions["desk"] = replace(app.extensions["desk"], agency=group, evidence=lambda: troubles)


@pytest.mark.parametrize("trouble", [one.value for one in Trouble])
@pytest.mark.parametrize("page", PAGES)
def test_the_data_protection_officer_is_told_what_is_wrong(app, dpo, page, trouble):
    """At the top, in words, as a status that a screen reader says."""
    _with(app, (trouble,))

    text = dpo.get(page).text

    assert load_texts("de").say(f"evidence-{trouble}") in text
    assert 'class="banner banner--alarm" role="status"' in text


@pytest.mark.parametrize("page", PAGES)
def test_where_all_is_well_nothing_is_said(app, dpo, page):
    """No banner."""
    _with(app, ())

    assert "banner--alarm" not in dpo.get(page).text


def test_who_does_not_control_is_not_told(app, jobcoach):
    """It is nothing that a worker can do anything about."""
    _with(app, (Trouble.UNWITNESSED.value,), Group.JOBCENTER)

    assert "banner--alarm" not in jobcoach.get("/start").text
