"""Working a sample through: one entry at a time, opened against an entry of the log, judged in another."""

from datetime import date, datetime

from hub.db.errors import NotThere
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.events import Event
from hub.review.context.lines import with_context
from hub.review.context.store import Reading
from hub.review.lines import read_line
from hub.review.sample.acts import Officer, entry_of, look_of, officer, reader_of, write_attempt
from hub.review.sample.drawing import find_sample
from hub.review.sample.store import keep_judgement, read_drawn
from hub.terms.ids import EntryId
from hub.terms.lists import Agency
from hub.terms.log import LogLine
from hub.terms.principals import Seated
from hub.terms.samples import Judgement, Sample, SampleAnswer, SampleEntry, SampleLook


@by_rules_in_force
def look_at(house: House, seated: Seated, month: date, wanted: str | None, at: datetime) -> SampleLook | None:
    """An entry of a sample with its line; without `wanted` the next that nobody judged, or none when all are.

    None where there is no such sample or entry, and for whom no policy lets control: that is written down.
    """
    who = officer(house, seated, at)
    if not who.may:
        write_attempt(house, who, Event.SAMPLE_READ, {"action": "view", "month": f"{month:%Y-%m}"})
        return None
    found = find_sample(house, who, month)
    if found is None:
        return None
    sample, _ = found
    entry = sample.find(wanted) if wanted else next(iter(sample.open), None)
    return SampleLook(sample, entry, _line(house, who, sample, entry)) if entry else None


def _line(house: House, who: Officer, sample: Sample, entry: SampleEntry) -> LogLine | None:
    """The line as the officer of that body reads it (H4), with what was so around it; None where its words are gone.

    Its entry names the one that is opened; that of finding the sample could not.
    """
    look = look_of(house, who, {"month": f"{sample.month:%Y-%m}", "sample": sample.id, "entry": entry.entry})
    opened = read_drawn(house.db, reader_of(house), look, (sample.id, entry.entry))
    if opened is None or "access" not in opened.segments:
        return None
    own = opened.agency if opened.agency in who.controllers else who.principal.agency.value
    line = read_line(opened, house.policies.catalogue, Agency(own))
    return with_context(house, Reading(look.ticket.entry, Agency(own)), (line,))[0]


@by_rules_in_force
def judge(house: House, seated: Seated, said: tuple[date, EntryId, Judgement], at: datetime) -> SampleAnswer:
    """Keep what an officer says of one entry, in one transaction with it. The newest word counts until signed."""
    month, judged, judgement = said
    who = officer(house, seated, at)
    told = {"month": f"{month:%Y-%m}", "judged": judged, "judgement": judgement}
    found = find_sample(house, who, month)
    if found is None or found[0].is_signed:
        write_attempt(house, who, Event.SAMPLE_JUDGED, told)
        return SampleAnswer.SIGNED if found else SampleAnswer.REFUSED
    sample, _ = found
    try:
        with house.db.begin() as tx:
            ticket = append(tx, house.writer, entry_of(house, who, Event.SAMPLE_JUDGED, told | {"sample": sample.id}))
            keep_judgement(tx, (ticket.entry, who.key), sample.id, (judged, judgement))
    except NotThere:
        write_attempt(house, who, Event.SAMPLE_JUDGED, told)
        return SampleAnswer.REFUSED
    return SampleAnswer.DONE
