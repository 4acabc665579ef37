"""Conditions of acts that somebody outside asks for: the family, police and courts, the body that takes charge."""

from hub.policy.proceeding import Proceeding, is_said
from hub.terms.acts import SignOff, Way
from hub.terms.catalogue import Field
from hub.terms.clock import age_on, months_later
from hub.terms.lists import Owner

YOUTH = range(15, 18)
"""Ages at which a request is the youth's own, and must be answered in plain words (F5)."""
REQUEST_MONTHS = 6
"""How long a request of the police counts (§ 68 Abs. 1 S. 1 SGB X)."""
_GOES_WITH = {Owner.PROVIDER: Owner.JUGENDAMT}
"""What a provider holds is handed over with what the body holds that ordered the help (§ 36 Abs. 3 SGB VIII)."""


def asker_is_youth(one: Proceeding) -> bool:
    """Whoever asks is 15 to 17 years old (§ 36 Abs. 1 SGB I, F5)."""
    born = next((person.born for person in one.viewer.family.persons if person.id == one.asker), None)
    return born is not None and age_on(born, one.viewer.day) in YOUTH


def file_is_their_own(one: Proceeding) -> bool:
    """Whoever asks is the one whom the file is about (§ 9b Abs. 1 SGB VIII, F14)."""
    return one.terms.about == (one.asker,)


def danger_is_indicated(one: Proceeding) -> bool:
    """Danger in connection with a help is indicated (§ 9b Abs. 1 SGB VIII)."""
    return is_said([one.terms.indication])


def request_is_written_and_signed_off(one: Proceeding) -> bool:
    """Asked in writing, and decided by the head of the agency (§ 68 Abs. 2 SGB X)."""
    return one.terms.written and one.terms.signed_off_by is SignOff.AGENCY_HEAD


def request_is_recent(one: Proceeding) -> bool:
    """The request is not older than six months, as far as its date is given (§ 68 Abs. 1 S. 1 SGB X)."""
    asked = one.terms.requested_on
    return asked is None or asked <= one.viewer.day <= months_later(asked, REQUEST_MONTHS)


def interests_are_harmed(one: Proceeding) -> bool:
    """There is reason to think that it harms what the person may expect to be protected (§ 68 Abs. 1 S. 1 SGB X)."""
    return one.terms.interests_harmed


def court_has_ordered(one: Proceeding) -> bool:
    """A judge has ordered it, by today (§ 73 Abs. 3 SGB X)."""
    return one.terms.court_order_on is not None and one.terms.court_order_on <= one.viewer.day


def goes_as_package(one: Proceeding) -> bool:
    """The body that takes charge gets a package, and no account (§ 86c Abs. 2 SGB VIII, C20)."""
    return one.terms.via is Way.PACKAGE


def handover_is_talked_over(one: Proceeding) -> bool:
    """A day for the talk is set, and the family is invited (§ 86c Abs. 2 S. 2, 4 SGB VIII)."""
    return one.terms.talk_on is not None and one.terms.family_invited


def goes_elsewhere(one: Proceeding, field: Field) -> bool:
    """The entry is of the other branch of law: its own body hands it over (§ 67d Abs. 1 SGB X, C20).

    What both hold together goes with either.
    """
    bodies = {_GOES_WITH.get(owner, owner) for owner in field.owners} - {Owner.JOINT}
    return bool(bodies) and one.terms.to not in {body.value for body in bodies}
