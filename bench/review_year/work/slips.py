"""What goes wrong every day and means nothing: mistyped numbers, names misspelt, consents that have lapsed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.review_year.people import Member
from bench.review_year.world import World
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category
from hub.terms.logged import Logged
from hub.terms.reasons import Reason

MISTYPED, MISSPELT, LAPSED = 0.012, 0.02, 0.02


def slip(world: World, chance: Random, whose: tuple[Member, FamilyNumber], moment: datetime) -> Iterator[Logged]:
    """Mostly nothing; what comes of it lies before the look that was meant."""
    one, family = whose
    luck = chance.random()
    before = moment - timedelta(seconds=chance.randrange(50, 120))
    if luck < MISTYPED:
        for place in range(chance.choice((1, 1, 1, 2))):
            yield world.refused(chance, one, before + timedelta(seconds=20 * place), mistyped(chance, family))
    elif luck < MISTYPED + MISSPELT:
        name = world.by_number[family].surname
        for place in range(chance.choice((1, 1, 2, 3))):
            spelt = name[: -1 - place] + chance.choice("aeinrst")
            yield world.search(one, before + timedelta(seconds=9 * place), spelt)
    elif luck < MISTYPED + MISSPELT + LAPSED and world.consent_of(family, moment) is None:
        for place in range(chance.choice((1, 1, 1, 2))):
            late = before + timedelta(seconds=15 * place)
            yield world.refused(chance, one, late, family, reason=Reason.CONSENT_EXPIRED,
                                categories=(Category.HELP_GOALS,))  # fmt: skip


def mistyped(chance: Random, number: FamilyNumber) -> FamilyNumber:
    """Two neighbouring digits changed places, or one is another."""
    digits = list(number[-4:])
    place = chance.randrange(3)
    if digits[place] != digits[place + 1] and chance.random() < 0.5:
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    else:
        digits[place + 1] = str((int(digits[place + 1]) + chance.randrange(1, 10)) % 10)
    return FamilyNumber(number[:-4] + "".join(digits))
