"""What whoever reads must know stands above what is read."""

from dataclasses import replace

import pytest

from hub.policy.read import DUTIES
from hub.web.texts import load_texts
from tests.web.apps import app_at
from tests.web.sample import FAMILY, JOBCOACH, NUMBER, post, sample_desk


def _page(path, duties):
    app = app_at(sample_desk(open_family=lambda *asked: replace(FAMILY, duties=duties)))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)
    return client.get(f"/familien/{NUMBER}{path}?zweck=fam_joint_support").text


@pytest.mark.parametrize("path", ["", "/personen"])
def test_a_duty_of_reading_is_a_sentence_on_the_page(path):
    """Only those that this very look has."""
    page = _page(path, ("deputy_logged", "purpose_bound"))

    assert "Geöffnet als Vertretung. Das wird vermerkt." in page
    assert "Anvertrautes nur für den Zweck verwenden" in page
    assert "bestritten. Der Hinweis" not in page
    assert '<ul class="duties"' not in _page(path, ())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("duty", DUTIES)
def test_every_duty_of_the_rules_has_its_sentence(language, duty):
    """No rule can lay down what no page can say."""
    assert load_texts(language).knows(f"duty-{duty}")
