"""What both agencies have of every family: who they are, where they live, what they live on, who has custody.

Both have entered contact data from their own files (section 4): Pro Arbeit one address for the whole household, the ASD
one for each person. Of who lives elsewhere Pro Arbeit knows no more than it needs.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from demo.people import Household, Member, age_on
from demo.said import Said, say
from demo.staff import NAMES

STICHTAG = "2026-11-16"
CONTACT_FROM = 14
SALUTATIONS = {"female": ("Mädchen", "Frau"), "male": ("Junge", "Herr"), "other": ("Kind", "keine Anrede")}
OWNERS = ("jobcenter", "jugendamt")
ENDED = {"proposed": "vorgeschlagen", "admitted": "aufgenommen", "ended": "beendet"}


def usual(family: Household, instead: Mapping[tuple[str, str, str], object]) -> Iterator[Said]:
    """All of it. `instead` holds what one agency has otherwise, by person, field and owner."""
    for owner in OWNERS:
        for said in _contact(family, owner):
            key = (said.about, said.field, owner)
            yield say(said.about, said.field, instead[key], **said.more) if key in instead else said
    yield from _responsible(family)
    yield from _benefit(family)
    yield from _custody(family)
    yield from _participation(family)


def entered_on(family: Household, owner: str) -> str:
    """The day of the first entry: who proposes a family knows it two weeks before."""
    if family.status == "proposed" or owner != family.proposed_by:
        return family.since
    return (date.fromisoformat(family.since) - timedelta(14)).isoformat()


def _contact(family: Household, owner: str) -> Iterator[Said]:
    on = entered_on(family, owner)
    for number in family.numbers:
        for field, value in _who(family, number, owner).items():
            yield say(number, field, value, owner=owner, on=on)
        if age_on(family.member(number).born, STICHTAG) >= CONTACT_FROM and not _is_strange(family, number, owner):
            yield from _reachable(family, number, owner, on)
    yield from _places(family, owner, on)
    for number in family.numbers:
        if family.member(number).is_protected:
            lock = {"locked": True, "reason": "Gewaltschutz; Anschrift nur für die Stelle selbst"}
            yield say(number, "address_lock", lock, owner=owner, on=on)


def _places(family: Household, owner: str, on: str) -> Iterator[Said]:
    """Pro Arbeit has the home of the household as one, the ASD the home of each."""
    home = family.at_home()
    for letter, (street, town) in family.streets.items():
        address = {"street": street, "postcode": "00000", "town": town}
        living = [number for number in family.at_home(letter) if family.member(number).homes[0] == letter]
        for about in [home] * (letter == "A") if owner == "jobcenter" else living:
            yield say(about, "address", address, owner=owner, on=on)
    yield say(home, "household_membership", [_name(family, number) for number in home], owner=owner, on=on)


def _is_strange(family: Household, number: str, owner: str) -> bool:
    """Somebody of another household, of whom Pro Arbeit knows who they are and no more."""
    return owner == "jobcenter" and number in family.without_benefit


def _who(family: Household, number: str, owner: str) -> Mapping[str, object]:
    member = family.member(number)
    known: dict[str, object] = {"given_name": member.given, "family_name": member.surname, "family_role": member.role}
    if _is_strange(family, number, owner):
        return known
    return known | {"birth_date": member.born, "gender_salutation": _salutation(member)}


def _salutation(member: Member) -> str:
    child, adult = SALUTATIONS[member.sex]
    return member.salutation or (adult if age_on(member.born, STICHTAG) >= CONTACT_FROM else child)


def _reachable(family: Household, number: str, owner: str, on: str) -> Iterator[Said]:
    member = family.member(number)
    understands = "de" in member.languages
    language = next((one for one in member.languages if one != "de"), "de")
    yield say(number, "phone", f"0000-1{family.id[1:]}00{number}", owner=owner, on=on)
    if age_on(member.born, STICHTAG) >= 18:
        mail = f"{member.given}.{member.surname}@demo.invalid".lower().replace("ç", "c").replace("ü", "ue")
        yield say(number, "email", mail, owner=owner, on=on)
    yield say(number, "preferred_language", "de" if understands else language, owner=owner, on=on)
    yield say(number, "interpreter_need", not understands, owner=owner, on=on)


def _name(family: Household, number: str) -> str:
    member = family.member(number)
    return f"{member.given} {member.surname}"


def _responsible(family: Household) -> Iterator[Said]:
    home = family.at_home()
    coach, worker = family.team
    yield say(home, "responsible_jobcoach", NAMES[coach])
    yield say(home, "responsible_asd_worker", NAMES[worker])
    if len(home) > 1:  # for those who open what is about themselves alone
        for number in home:
            if age_on(family.member(number).born, STICHTAG) >= CONTACT_FROM:
                yield say(number, "responsible_jobcoach", NAMES[coach])
                yield say(number, "responsible_asd_worker", NAMES[worker])
    for number in home:
        if not family.member(number).custody or age_on(family.member(number).born, STICHTAG) >= 15:
            yield say(number, "flag_known_sgb2", True, on=entered_on(family, "jobcenter"))
            yield say(number, "flag_known_sgb8", True, on=entered_on(family, "jugendamt"))


def _benefit(family: Household) -> Iterator[Said]:
    home, since = family.at_home(), family.benefit
    tail = family.number[-3:]
    yield say(home, "sgb2_bg_number", f"00000BG0000{tail}", on=since)
    names = [family.member(number).given for number in home]
    yield say(home, "sgb2_bg_composition", names, _composition(family, home), on=since)
    for position, number in enumerate(home):
        if position == 0 or not family.member(number).custody:
            yield say(number, "sgb2_customer_number", f"000A{position}00{tail}", on=since)
        state = "beendet" if family.status == "ended" else "laufend"
        yield say(number, "sgb2_benefit_status", state, on=family.until or since)
        born = family.member(number).born
        yield say(number, "sgb2_benefit_since", max(since, born), on=max(since, born))


def _composition(family: Household, home: str) -> str:
    adults = sum(1 for number in home if age_on(family.member(number).born, STICHTAG) >= 18)
    children = len(home) - adults
    return f"{adults} Erwachsene, {children} {'Kind' if children == 1 else 'Kinder'} im Haushalt."


def _custody(family: Household) -> Iterator[Said]:
    on = entered_on(family, "jugendamt")
    home = family.at_home()
    yield say(home, "sgb8_case_number", f"JA-51-{family.number[-3:]}/{family.number[4:8]}", on=on)
    for number in family.children():
        yield say(number, "sgb8_custody", custody_text(family, number), on=on)


def custody_text(family: Household, number: str) -> str:
    """Who has custody, and what proves it where one has it alone."""
    custody = family.member(number).custody
    assert custody is not None
    names = " und ".join(_name(family, holder) for holder in custody.holders)
    if custody.proof == "register_58":
        return f"Alleinsorge: {names}; Auskunft aus dem Sorgeregister (§ 58 SGB VIII)."
    if custody.proof == "court_order":
        return f"Alleinsorge: {names}; Beschluss des Familiengerichts."
    return f"Gemeinsame Sorge: {names}."


def _participation(family: Household) -> Iterator[Said]:
    on = family.until or family.since
    for about in _circles(family):
        yield say(about, "fam_status", ENDED[family.status], on=on)
        if family.status != "proposed":
            yield say(about, "fam_admission_date", family.since)
        if family.until:
            yield say(about, "fam_exit_date", family.until, on=on)
    if family.status == "admitted":
        for number in family.at_home():
            if not family.member(number).custody:
                sheet = {"version": "2026-1", "language": family.member(number).languages[0], "date": family.since}
                yield say(number, "information_notice", sheet)


def _circles(family: Household) -> Iterator[str]:
    """The household as one, and each adult alone: what speaks of all needs a yes of all (D9)."""
    home = family.at_home()
    yield home
    if len(home) > 1:
        yield from (number for number in home if not family.member(number).custody)
