"""Who stands in acts in the role of a deputy, without a second sign-in."""

import pytest

from hub.terms.lists import Effect, Purpose, Role
from hub.terms.reasons import Reason
from tests.exchange.documents import NUMBER, TOGETHER, cell, document, family
from tests.kreis import Kreis
from tests.whole import open_payload

GRANT = {"staff": "U02", "for": "U01", "from": "2026-11-10", "to": "2026-11-20", "reason": "Urlaub bis Freitag"}
HELP = cell("sgb8_help_type")
PAPER = {"id": "CX1", "for": ["X-1"], "signed": ["X-1"], "recipients": ["staff:U01"], "categories": ["help_type"]}
OWN = cell("sgb2_coop_plan_goal")


def _load(kreis: Kreis, *, deputies: bool, **more: object) -> None:
    paper = {**PAPER, **TOGETHER, "deputies": deputies}
    kreis.load(document(family([HELP, OWN], [paper], deputies=[GRANT], **more)))


def _reasons(answer) -> set[Reason]:
    return {blank.reason for blank in answer.projection.blanks if blank.category == "help_type"}


def test_a_colleague_with_a_grant_reads_as_deputy(every_kreis):
    """Own data in full; the log says the deputy's role and that a deputy read."""
    _load(every_kreis, deputies=False)

    answer = every_kreis.open("U02", NUMBER, Purpose.SGB2_INTEGRATION)

    assert ["sgb2_coop_plan_goal"] == [value.field for value in answer.projection.shown]
    assert "deputy_logged" in answer.duties
    written = open_payload(every_kreis.superuser(), every_kreis.keys, answer.entry)
    assert Role.JOBCOACH_DEPUTY == written["actor"]["role"] == written["access"]["role"]


@pytest.mark.parametrize(("deputies", "shown"), [(True, ["sgb8_help_type"]), (False, [])])
def test_a_consent_covers_the_deputy_only_where_it_says_so(kreis, deputies, shown):
    """„auch die Vertretung“, or the colleague's consent is not theirs (R8)."""
    _load(kreis, deputies=deputies)

    answer = kreis.open("U02", NUMBER)

    assert shown == [value.field for value in answer.projection.shown if value.owner == "jugendamt"]
    assert deputies or Reason.RECIPIENT_NOT_COVERED in _reasons(answer)


def test_whose_case_it_is_stays_in_their_own_role(kreis):
    """A grant on top of an assignment takes nothing away."""
    _load(kreis, deputies=False, assignments=[{"staff": "U02"}, {"staff": "U01"}])

    answer = kreis.open("U02", NUMBER, Purpose.SGB2_INTEGRATION)

    assert "deputy_logged" not in answer.duties


def test_a_deputy_is_nobody_before_and_after(kreis):
    """The last day counts, the next does not."""
    _load(kreis, deputies=True)
    effects = []
    for day in (9, 10, 20, 21):
        kreis.at = kreis.at.replace(day=day)
        effects.append(kreis.open("U02", NUMBER).effect is Effect.DENY)

    assert [True, False, False, True] == effects


def test_an_account_that_is_a_deputy_and_nothing_else_keeps_working(kreis):
    """U10 has no other role."""
    grant = {**GRANT, "staff": "U10", "for": "U07"}
    kreis.load(document(family([HELP], [], deputies=[grant])))

    answer = kreis.open("U10", NUMBER, Purpose.SGB8_HELP_PLANNING)

    assert ["sgb8_help_type"] == [value.field for value in answer.projection.shown]


def test_a_role_without_a_deputys_role_gains_nothing_by_a_grant(kreis):
    """The benefit desk stands in for no Jobcoach, whatever a file says."""
    kreis.load(document(family([OWN], [], deputies=[{**GRANT, "staff": "U05"}])))

    assert kreis.open("U05", NUMBER, Purpose.SGB2_BENEFIT).effect is Effect.DENY
