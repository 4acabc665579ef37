"""Looks ahead on the demo Kreis, and what really comes of the same answers."""

from datetime import timedelta

from hub.casework.opening import record_of
from hub.consent.reading import names_by_id, parse_paper
from hub.gate.consents import Given, take_consent
from hub.gate.staff_previewing import preview
from hub.rights.previews import OwnPreviews
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import ConsentId, new_id
from hub.terms.lists import Category, Purpose
from hub.terms.previews import PreviewWish
from tests.gate.asked import answer_makers
from tests.kreis import F01, books

FAM = Purpose.FAM_JOINT_SUPPORT
CATEGORIES = tuple(str(one) for one in Category if one not in (Category.NONE, Category.SINGLE_NOTE))


def ahead(kreis, ref, paper=None, number=F01, purpose=FAM, answers=None, **wish):
    """A look ahead by staff: from a paper, or from answers."""
    principal = kreis.principal(ref)
    house, only = kreis.house(principal.agency.value), record_of(books().catalogue)
    request = AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, number, kreis.at, only=only)
    papers = None if answers is None else read(answers)
    return preview(house, request, PreviewWish(number, purpose, ref=paper, **wish), papers)


def read(answers):
    """Papers in memory."""
    names = names_by_id(books().catalogue)
    return tuple(parse_paper(document, ConsentId(new_id()), ref, names) for ref, document in answers)


def own(kreis, ref, paper, recipient=None, purpose=None):
    """A look ahead by one of a family."""
    principal = kreis.principal(ref, "family")
    return OwnPreviews(kreis.house("family")).open(principal, paper, (recipient, purpose), kreis.at)


def levels(looked, when):
    """The cells of a preview at one of its two moments."""
    return {one.cell: getattr(one, when) for one in looked.glimpses if getattr(one, when)}


def page_of(kreis, ref, cells, number=F01, purpose=FAM):
    """The levels that somebody's real page shows of some cells."""
    shown = kreis.open(ref, number, purpose).projection.shown
    return {value.cell: value.level for value in shown if value.cell in cells}


def own_part(kreis, ref, number=F01, purpose=FAM):
    """The cells of the own agency's part and the joint one that somebody really sees."""
    principal = kreis.principal(ref)
    owners = {principal.agency.value, "joint"}
    return {value.cell for value in kreis.open(ref, number, purpose).projection.shown if value.owner.value in owners}


def persons(kreis, number=F01):
    """Everybody of a family by reference."""
    rows = kreis.superuser().execute(
        "select p.ref, p.person_id::text from core.person p join core.family f using (tenant_id, family_id)"
        " where f.number = %s order by p.ref",
        (number,),
    )
    return dict(rows.fetchall())


def answer(kreis, about, said, recipient="U01", **more):
    """A paper in the words of stored consents: `said` maps who answered to yes or no."""
    day = kreis.at.date()
    words = {
        key: [{"by": by, "at": kreis.at.isoformat()} for by, is_yes in said.items() if is_yes is (key == "signed")]
        for key in ("signed", "refused")
    }
    return {
        "for": list(about),
        "categories": list(CATEGORIES),
        "recipients": [f"staff:{kreis.principal(recipient).id}"],
        "purposes": [FAM.value],
        "deputies": False,
        "from": day.isoformat(),
        "to": (day + timedelta(days=200)).isoformat(),
        "way": "tablet",
        "level": "full",
        "notices": ["purpose", "no_disadvantage", "withdrawal"],
        "languages": ["de"],
        **words,
        **more,
    }


def really(kreis, ref, number, answers):
    """The same answers are signed, a minute later; makers of keys wrap what they are asked to."""
    kreis.at += timedelta(minutes=1)
    principal = kreis.principal(ref)
    take_consent(kreis.house(principal.agency.value), principal, kreis.at, Given(number, read(answers)))
    answer_makers(kreis)
