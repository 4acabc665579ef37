"""A sample that a record kept elsewhere tells of: drawn again by its word, its verdicts taken over as claims.

The hub did not see it. Its seed is a word that everybody knew before, so nothing proves that nobody chose the entries;
what is proven is which entries the record means, and that nobody changed that since.
"""

from datetime import datetime
from hashlib import sha256

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.events import Event
from hub.review.sample.acts import officer, write_attempt
from hub.review.sample.drawing import keep_drawn, read_population
from hub.review.sample.sheet import Sheet
from hub.review.sample.store import Kept
from hub.terms.principals import Seated
from hub.terms.samples import Origin, RecordedSample, SampleAnswer


class NotAsRecorded(RuntimeError):
    """What the log holds of the month is not what the record was drawn from."""


@by_rules_in_force
def take_over_sample(house: House, seated: Seated, recorded: RecordedSample, at: datetime) -> SampleAnswer:
    """Draw it as the record says and keep it, named as taken over. Raises NotAsRecorded where other looks are there."""
    who = officer(house, seated, at)
    if not who.may:
        write_attempt(house, who, Event.SAMPLE_IMPORTED, {"month": f"{recorded.month:%Y-%m}"})
        return SampleAnswer.REFUSED
    population = read_population(house, who, recorded.month)
    sheet = Sheet(
        month=recorded.month,
        controllers=who.controllers,
        origin=Origin.TAKEN_OVER,
        lots=population.lots(sha256(recorded.word.encode()).digest(), weighted=False),
        also=population.also,
        are_explained=False,
        word=recorded.word,
    )
    if (len(sheet.lots), sheet.size) != (recorded.population, recorded.drawn):
        raise NotAsRecorded(f"{recorded.month:%Y-%m}: {len(sheet.lots)} looks, of which {sheet.size} are to be drawn")
    entries = sheet.entries()
    verdicts = [(entry, *verdict) for (entry, _), verdict in zip(entries, recorded.verdicts, strict=False)]
    return keep_drawn(house, who, Event.SAMPLE_IMPORTED, sheet, Kept(sheet.month, recorded.drawn_at, entries, verdicts))
