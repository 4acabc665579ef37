"""Writing a paper in the form that `hub.consent.reading` reads: with ids, and with every field of its text by name."""

from collections.abc import Iterable
from typing import Any

from hub.consent.papers import Answer, Declaration, Paper, Recipient, Relative, Staff, Team, Withdrawal
from hub.terms.catalogue import Catalogue

Document = dict[str, Any]


def as_document(paper: Paper, catalogue: Catalogue) -> Document:
    """The paper in plain words; read with `names_by_id`, it is the same paper again, whatever the catalogue became."""
    document = {
        "for": _ids(paper.persons),
        "signed": [as_said(one) for one in paper.declarations if one.answer is Answer.YES],
        "refused": [as_said(one) for one in paper.declarations if one.answer is Answer.NO],
        "categories": _list_or_all(paper.categories),
        "recipients": "all" if paper.recipients is None else [as_recipient(one) for one in paper.recipients],
        "purposes": _list_or_all(paper.purposes),
        "deputies": paper.deputies,
        "entries": sorted(_ids(paper.entries)),
        "fields": [str(field.id) for field in catalogue.fields if paper.fields >> field.bit & 1],
        "level": paper.level.id,
        "from": paper.valid_from.isoformat(),
        "to": paper.valid_to.isoformat(),
        "way": paper.way.value,
        "notices": _list_or_all(paper.notices),
        "languages": sorted(paper.languages),
        "interpreter": sorted(paper.interpreter),
        "withdrawn": [as_withdrawal(one) for one in paper.withdrawals],
        "asked": [day.isoformat() for day in paper.asked_on],
        "special_circumstances": paper.special_circumstances,
        "written_on": paper.written_on and paper.written_on.isoformat(),
        "invalid_since": paper.invalid_since and paper.invalid_since.isoformat(),
        "form_version": paper.form_version,
        "bound": paper.bound,
    }
    return _stated(document)


def as_said(declaration: Declaration) -> Document:
    """One declaration in plain words."""
    return _stated(
        {
            "by": str(declaration.by),
            "at": declaration.at.isoformat(),
            "insight": declaration.insight.value,
            "pressure": declaration.pressure and declaration.pressure.value,
            "deputies": declaration.deputies or None,
        }
    )


def as_withdrawal(withdrawal: Withdrawal) -> Document:
    """One withdrawal in plain words."""
    recipients = withdrawal.recipients
    return _stated(
        {
            "by": str(withdrawal.by),
            "received_at": withdrawal.received_at.isoformat(),
            "received_by": withdrawal.received_by.value,
            "entered_at": withdrawal.entered_at and withdrawal.entered_at.isoformat(),
            "for": None if withdrawal.persons is None else sorted(_ids(withdrawal.persons)),
            "categories": None if withdrawal.categories is None else _list_or_all(withdrawal.categories),
            "recipients": None if recipients is None else [as_recipient(one) for one in recipients],
            "told": withdrawal.told and withdrawal.told.value,
        }
    )


def as_recipient(recipient: Recipient) -> str:
    """A recipient in one word."""
    match recipient:
        case Team(agency, team):
            return f"{agency}:{team}"
        case Staff(staff):
            return f"staff:{staff}"
        case Relative(person):
            return f"family:{person}"


def _list_or_all(words: Iterable[str] | None) -> list[str] | str:
    return "all" if words is None else sorted(str(word) for word in words)


def _ids(ids: Iterable[object]) -> list[str]:
    return [str(one) for one in ids]


def _stated(document: Document) -> Document:
    """Without the keys that say nothing."""
    return {key: value for key, value in document.items() if value is not None}
