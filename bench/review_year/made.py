"""Makes the world of a year: people first, then what ties them together."""

from random import Random

from bench.review_year.agreeing import agree
from bench.review_year.families import assign, households, protect
from bench.review_year.people import Books, Household, Member
from bench.review_year.staffing import draw_absences, draw_nights, staff
from bench.review_year.world import World
from hub.terms.circumstances import MatchKind
from hub.terms.lists import Role

DISTRICTS = 6


def make_world(seed: int, staff_size: int, family_size: int) -> World:
    """The same for the same three numbers."""
    chance = Random(f"world {seed}")
    districts = DISTRICTS if staff_size >= 100 else 2
    members = staff(chance, staff_size, districts)
    providers = [one for one in members if one.role is Role.PROVIDER_WORKER]
    families = households(chance, family_size, districts, providers)
    books = Books(absences=draw_absences(chance, members))
    books.oncall.update(draw_nights(chance, members, books))
    assign(chance, members, families, books)
    protect(chance, members, families, books)
    _relate(chance, members, families, books)
    world = World(seed, members, families, books)
    agree(world, Random(f"consents {seed}"))
    return world


def _relate(chance: Random, members: tuple[Member, ...], families: tuple[Household, ...], books: Books) -> None:
    """Few of the staff are related to a family, or once lived with somebody of it; nearly none of them has its case."""
    for one in chance.sample(members, max(3, len(members) // 12)):
        family = chance.choice(families)
        kind = chance.choice((MatchKind.RELATIVE, MatchKind.RELATIVE, MatchKind.SEPARATED_PARENT))
        books.matches.setdefault((one.id, family.number), set()).add(kind)
    books.colleagues.update(one.number for one in chance.sample(families, max(3, len(families) // 90)))
