"""What is in force in the demo Kreis on the Stichtag: agency, persons, K-codes, by hand from its list of consents.

No line of the code that wraps keys is behind it. Where a consent for conferences (Z3) names the Jobcoach or the
Fachkraft, it names the leads U06 and U09 too, and so opens to both agencies.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from hub.terms.lists import Category, Sensitivity
from tests.attacks.taken_over import Held
from tests.kreis import STICHTAG, books
from tests.kreis_tables.loaded import is_called_in
from tests.kreis_tables.reading import CODE_OF, ORDERED

CONSENTED = {
    "jobcenter": """
        F01-1: K1 K2 K4 K5 K8 K9 K11 K12
        F01-2 F01-3: K1 K2 K4 K5 K6 K11 K12
        F02-1: K1 K2 K5 K11 K12
        F02-4: K1 K2 K6
        F02-3: K1 K2
        F03-4: K5 K6
        F04-1: K1 K5 K8 K11
        F05-1: K1 K2 K3 K5 K11
        F05-3: K5 K6
        F06-1 F06-2: K1 K2 K5 K11 K12
        F06-3: K5 K6
        F06-5: K6
        F07-1: K1 K5 K11
        F07-2 F07-3: K6
        F08-1: K1 K5 K11
        F10-1: K5 K7
        F11-1 F11-2: K5 K8 K9 K11 K12
        F12-1: K1 K2 K5 K11 K12
        F12-3: K6 K11
        F12-2: K5 K6
        F13-1 F13-2: K1 K2 K8
        F14-1: K5 K6 K11""",
    "jugendamt": """
        F01-1: K1 K2 K4 K5 K8 K9 K11 K12
        F01-2 F01-3: K1 K2 K4 K5 K6 K11 K12
        F02-1: K1 K2 K5 K11 K12
        F02-4: K1 K2 K6
        F02-3: K1 K2
        F03-2: K5
        F05-1: K1 K2 K3 K5 K11
        F06-1 F06-2: K1 K2 K5 K11 K12
        F11-1 F11-2: K5 K8 K9 K11 K12
        F12-1: K1 K2 K5 K11 K12
        F12-2: K5 K6
        F13-1 F13-2: K1 K2 K8
        F14-1: K5 K6 K11""",
    "provider": """
        F01-1 F01-2 F01-3: K1 K2 K6 K9
        F04-1: K1 K3 K5 K9
        F10-1 F10-2: K1 K2 K3 K6
        F11-1 F11-2 F11-3 F11-4: K1 K2 K6 K9""",
}
PROPOSED_BY_THE_JUGENDAMT = ("F04", "F10", "F11")
PROVIDERS = ("U12", "U14")
REPORTED = {"provider_report", "provider_hours", "provider_incident", "provider_8a_estimate"}
"""What a provider reports to the Jugendamt: no consent opens it, none is needed (§§ 8a Abs. 4, 64 Abs. 1 SGB VIII)."""


@cache
def consented(agency: str) -> Mapping[str, frozenset[str]]:
    """The K-codes that a person opens to an agency."""
    lines = [line.split(":") for line in CONSENTED[agency].splitlines() if line]
    return {person: frozenset(codes.split()) for persons, codes in lines for person in persons.split()}


def may_open(agency: str, one: Held) -> bool:
    """Own, or reported, or consented for everybody it is about, or ordered (§ 36 SGB VIII). What was confided is one
    worker's.
    """
    field = books().catalogue.by_id[one.field]
    if is_one_workers(one):
        return False
    if agency == owner(one):
        return True
    if (agency, one.owner) == ("jugendamt", "provider") and one.field in REPORTED:
        return not one.confided
    if one.confided or one.level > field.ceiling or field.category in (Category.NONE, Category.SINGLE_NOTE):
        return False
    code = CODE_OF[field.category]
    if one.persons and all(code in consented(agency).get(person, ()) for person in one.persons):
        return True
    return agency == "provider" and one.owner != "joint" and is_ordered(one) and _lies_with_what_is_ordered(one)


def is_one_workers(one: Held) -> bool:
    """Confided to a worker, or by its nature (§ 65 SGB VIII), and not passed on: its key is not the agency's."""
    by_nature = books().catalogue.by_id[one.field].sensitivity is Sensitivity.ENTRUSTED_65
    return owner(one) in ("jugendamt", "provider") and one.whole and (one.confided or by_nature)


def owner(one: Held) -> str:
    """What is joint was written, and so is held, by the agency that proposed the family."""
    if one.owner != "joint":
        return one.owner
    return "jugendamt" if one.persons[0][:3] in PROPOSED_BY_THE_JUGENDAMT else "jobcenter"


def is_ordered(one: Held) -> bool:
    """Somebody of a provider works with this family on the Stichtag."""
    [family] = {person[:3] for person in one.persons}
    return any(is_called_in(family, ref, STICHTAG.date()) for ref in PROVIDERS)


def _lies_with_what_is_ordered(one: Held) -> bool:
    """A key is one of partition and category: what an order opens, it opens with all that lies under the same key."""
    by_id = books().catalogue.by_id
    field = by_id[one.field]
    return any(
        (by_id[other].partition, by_id[other].category) == (field.partition, field.category) for other in ORDERED
    )


def beyond_the_order(opened: Iterable[Held]) -> set[str]:
    """Fields that only the key, and no rule, opens to a provider."""
    return {
        one.field
        for one in opened
        if one.owner != "provider"
        and one.field not in ORDERED
        and not all(
            CODE_OF[books().catalogue.by_id[one.field].category] in consented("provider").get(person, ())
            for person in one.persons
        )
    }
