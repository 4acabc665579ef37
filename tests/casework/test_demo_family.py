"""Family F01 as the description of the demo data says: who sees what of the other side, and why not the rest."""

import pytest

from hub.terms.lists import Category, Effect, Level, Owner, Purpose
from hub.terms.reasons import Reason
from tests.kreis import books, demo

pytestmark = pytest.mark.unchanged

CODES = {
    "K1": {Category.CONTACT},
    "K2": {Category.FAMILY_RELATIONS},
    "K3": {Category.HOUSING},
    "K4": {Category.BENEFIT_STATUS, Category.FINANCE_DETAIL},
    "K5": {Category.WORK_TRAINING},
    "K6": {Category.SCHOOL_CHILDCARE},
    "K7": {Category.HEALTH},
    "K8": {Category.HELP_TYPE},
    "K9": {Category.HELP_GOALS},
    "K10": {Category.PROVIDER_REPORTS},
    "K11": {Category.APPOINTMENTS},
    "K12": {Category.FAM_JOINT},
}
CHILDREN = ("F01-2", "F01-3")
OPEN = {
    "U01": {"F01-1": "K1 K2 K8 K9 K11 K12", "F01-2": "K1 K2 K6 K11 K12", "F01-3": "K1 K2 K6 K11 K12"},
    "U07": dict.fromkeys(("F01-1", *CHILDREN), "K1 K2 K4 K5 K11 K12"),
}
"""What C01, C02 and C03 open, as their table says."""

OTHER_SIDE = {"U01": Owner.JUGENDAMT, "U07": Owner.JOBCENTER}
WITHHELD = {
    "U01": {
        ("F01-1", "K3"): Reason.CONSENT_MISSING,
        ("F01-1", "K6"): Reason.RECIPIENT_NOT_COVERED,
        ("F01-1", "K7"): Reason.CONSENT_REFUSED,
        **{(child, "K3"): Reason.CONSENT_MISSING for child in CHILDREN},
        **{(child, "K7"): Reason.CONSENT_MISSING for child in CHILDREN},
        **{(child, "K8"): Reason.CONSENT_MISSING for child in CHILDREN},
        **{(child, "K9"): Reason.RECIPIENT_NOT_COVERED for child in CHILDREN},
    },
    "U07": {
        **{(person, "K3"): Reason.CONSENT_MISSING for person in ("F01-1", *CHILDREN)},
        **{(person, "K6"): Reason.RECIPIENT_NOT_COVERED for person in ("F01-1", *CHILDREN)},
        **{(person, "K7"): Reason.CONSENT_MISSING for person in ("F01-1", *CHILDREN)},
    },
}
"""The blanks beside it: C05 is refused, C04 is for the provider, about the rest nobody was asked."""

SIGNED = demo()["families"][0]["consents"][0]["signed"][0]["at"][:10]
TEXTS = {Level.FULL: "value", Level.SUMMARY: "summary", Level.PSEUDONYMISED: "pseudonymised"}


def _categories(codes):
    return {category for code in codes.split() for category in CODES[code]}


def _owner(one):
    field = books().catalogue.by_id[one["field"]]
    return Owner(one["owner"]) if "owner" in one else next(iter(field.owners))


def _expected(who, owner):
    """The cells of an owner that the table opens, read from the demo file: field, persons, entry, level, text."""
    found = []
    for one in demo()["families"][0]["cells"]:
        field = books().catalogue.by_id[one["field"]]
        levels = [level for level, key in TEXTS.items() if key in one and level <= field.ceiling]
        opened = all(field.category in _categories(OPEN[who][person]) for person in one["persons"])
        if _owner(one) is owner and opened and levels and "entrusted_to" not in one:
            found.append((field.id, tuple(one["persons"]), one.get("entry", 1), levels[0], one[TEXTS[levels[0]]]))
    return sorted(found, key=str)


def _shown(kreis, disclosure, owner):
    people = disclosure.projection.people
    entries = dict(kreis.superuser().execute("select cell_id::text, entry from record.cell").fetchall())
    return sorted(
        (
            (
                value.field,
                tuple(sorted(people[person] for person in value.persons)),
                entries[value.cell],
                value.level,
                value.content,
            )
            for value in disclosure.projection.shown
            if value.owner is owner
        ),
        key=str,
    )


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_of_the_other_side_exactly_what_the_table_opens_is_shown(every_kreis, who):
    """Field by field, at the level of its ceiling, in the words of the owner."""
    disclosure = every_kreis.open(who)

    expected = _expected(who, OTHER_SIDE[who])
    assert len(expected) > 20
    assert expected == _shown(every_kreis, disclosure, OTHER_SIDE[who])


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_of_the_joint_record_what_the_table_opens_is_shown(kreis, who):
    """K12 and the joint dates, by consent for both."""
    disclosure = kreis.open(who)

    expected = _expected(who, Owner.JOINT)
    assert expected
    assert expected == _shown(kreis, disclosure, Owner.JOINT)


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_every_blank_has_its_reason(kreis, who):
    """One for each person and category that the other side may have and did not open, and no other."""
    projection = kreis.open(who).projection

    blanks = {
        (projection.people[blank.person], blank.category): blank.reason
        for blank in projection.blanks
        if blank.owner is OTHER_SIDE[who]
    }

    expected = {(person, one): why for (person, code), why in WITHHELD[who].items() for one in CODES[code]}
    assert expected == blanks


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_no_blank_stands_where_something_is_shown(kreis, who):
    """A cell of the table is either open or blank."""
    projection = kreis.open(who).projection
    shown = {(person, value.category, value.owner) for value in projection.shown for person in value.persons}

    assert not shown & {(blank.person, blank.category, blank.owner) for blank in projection.blanks}


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_what_was_entrusted_leaves_no_trace_on_the_other_side(kreis, who):
    """Neither a value nor a blank: not even that there is something."""
    projection = kreis.open(who).projection
    across = [*projection.shown, *projection.blanks]

    assert not [one for one in across if one.category is Category.SINGLE_NOTE and one.owner is OTHER_SIDE[who]]


def test_the_asd_worker_sees_what_was_entrusted_to_her(kreis):
    """For her own task; it was told to her (§ 65 Abs. 1 SGB VIII)."""
    shown = kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING).projection.shown

    assert "sgb8_home_visit" in {value.field for value in shown}
    assert "sgb8_conversation_note" in {value.field for value in shown}


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_the_own_file_is_there_without_consent(kreis, who):
    """For the own task what the own agency entered, and nobody else's: the consents are for another purpose."""
    own = {"U01": (Owner.JOBCENTER, Purpose.SGB2_INTEGRATION), "U07": (Owner.JUGENDAMT, Purpose.SGB8_HELP_PLANNING)}
    owner, purpose = own[who]

    disclosure = kreis.open(who, purpose=purpose)

    assert {owner} == {value.owner for value in disclosure.projection.shown}
    assert Reason.PURPOSE_NOT_ALLOWED in {blank.reason for blank in disclosure.projection.blanks}


def test_a_look_says_why(kreis):
    """Policies, norms, consents, who signed when and until when it lasts, at each value of the other side."""
    disclosure = kreis.open("U01")

    across = [value for value in disclosure.projection.shown if value.owner is Owner.JUGENDAMT]
    for value in across:
        assert value.because.policies
        assert value.because.norms
        assert set(value.because.consents) <= {"C01", "C02"}
        assert (SIGNED, "2027-01-31") == (value.because.signed_on.isoformat(), value.because.until.isoformat())
        assert {"F01-1"} == {disclosure.projection.people[signer] for signer in value.because.signers}
    assert Effect.REDACT is disclosure.effect
