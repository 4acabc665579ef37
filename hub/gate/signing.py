"""Whether a talk can be signed as it was sent: power, insight, language, form and way, today (D2, D3, D12, D32, R8)."""

from collections.abc import Iterator, Mapping

from hub.gate.talk_papers import beside_german
from hub.gate.talk_peace import Noes, kind_of_asked, taken_back
from hub.gate.talk_room import Room
from hub.terms.clock import legal_day
from hub.terms.consent_forms import GERMAN, Form
from hub.terms.lists import Category
from hub.terms.people import Insight
from hub.terms.plain import is_line
from hub.terms.talk_faults import SignFault
from hub.terms.talks import LONGEST_WAIT, KeptTalk, Reply, Signed, Talk, TalkState, TalkWay

SHORTEST_REASON = 10
SHORTEST_STROKE = 4
Forms = Mapping[str, Form]


def find_sign_faults(room: Room, forms: Forms, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    """All that is wrong; some of it perhaps twice."""
    talk, day = kept.talk, room.ground.day
    form = forms.get(talk.form)
    if form is None or form.digest != talk.digest or not form.is_current(signed.day or day):
        yield SignFault.FORM
    elif talk.language and talk.language not in form.texts:
        yield SignFault.LANGUAGE
    if not talk.questions:
        yield SignFault.NO_QUESTIONS
    if len(signed.answers) != len(talk.questions):
        yield SignFault.ANSWERS
        return
    if signed.way is not TalkWay.PORTAL and all(one.reply is Reply.LATER for one in signed.answers):
        yield SignFault.NOTHING
    if talk.only_for is not None and signed.way is not TalkWay.TABLET:
        yield SignFault.WAY
    yield from _about_lines(talk, signed)
    yield from _about_person(room, talk, signed)
    yield from _about_way(room, kept, signed)
    yield from _about_wait(room, talk, signed)
    if any(question.until < day for question in talk.questions):
        yield SignFault.OVER


def _about_lines(talk: Talk, signed: Signed) -> Iterator[SignFault]:
    """What was typed is one line that can be read: it stands on the copy and in the record of the talk."""
    lines = {
        SignFault.PLACE: signed.place,
        SignFault.WITNESSES: signed.witnesses,
        SignFault.INTERPRETER: talk.interpreter,
        SignFault.REASON_SIGNS: signed.reason,
    }
    yield from (fault for fault, line in lines.items() if not is_line(line))


def _about_person(room: Room, talk: Talk, signed: Signed) -> Iterator[SignFault]:
    """Power, insight and language of whoever answers, today (R8)."""
    people = room.ground.asked.circle.people
    signer = people.get(talk.by)
    if signer is None or signer.deceased_on is not None:
        yield SignFault.POWER
        return
    for question in talk.questions:
        person = people.get(question.person)
        if person is None or not room.ground.signs(room.ground, talk.by, person, frozenset(question.categories)):
            yield SignFault.POWER
    asks_insight = talk.is_young and signed.way is not TalkWay.PORTAL
    if signed.insight not in {*Insight, ""} or (asks_insight and not signed.insight):
        yield SignFault.INSIGHT
    if signer.languages.isdisjoint({GERMAN} | beside_german(talk.language)):
        yield SignFault.LANGUAGE


def _about_way(room: Room, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    match signed.way:
        case TalkWay.TABLET if sum(len(stroke) for stroke in signed.strokes) < SHORTEST_STROKE:
            yield SignFault.SIGNATURE
        case TalkWay.ORAL:
            yield from _about_spoken(kept, signed)
        case TalkWay.PORTAL:
            yield from _about_page(signed)
        case TalkWay.PAPER if kept.state is TalkState.SCANNED:
            yield from _about_sheet(room, kept, signed)


def _about_wait(room: Room, talk: Talk, signed: Signed) -> Iterator[SignFault]:
    """What was taken back after the signature was taken back of this too: nobody could name what had not arrived."""
    ground = room.ground
    at, noes = ground.asked.at, Noes(ground.papers, ground.catalogue, ground.day)
    since = at - min(signed.waited, LONGEST_WAIT)
    yeses = [one for one, said in zip(talk.questions, signed.answers, strict=True) if said.reply is Reply.YES]
    for question in yeses if since < at else ():
        asked = (question.person, question.recipient, frozenset(question.categories))
        for back in taken_back(noes, asked, kind_of_asked(question)):
            if back.by == talk.by and since < back.received_at:
                yield SignFault.MEANWHILE


def _about_spoken(kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    """A reason, and never for health (D2)."""
    if len(" ".join(signed.reason.split())) < SHORTEST_REASON:
        yield SignFault.REASON
    pairs = zip(kept.talk.questions, signed.answers, strict=True)
    if any(Category.HEALTH in one.categories and said.reply is Reply.YES for one, said in pairs):
        yield SignFault.HEALTH


def _about_page(signed: Signed) -> Iterator[SignFault]:
    """Who is asked answers there themselves: nobody answers for them here."""
    if any(one.reply is not Reply.LATER for one in signed.answers):
        yield SignFault.WAY


def _about_sheet(room: Room, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    """The second look finds on the sheet what was answered, and a day between printing and today."""
    before = kept.talk.signed
    assert before is not None
    assert before.at is not None
    if signed.answers != before.answers:
        yield SignFault.CHECK
    if signed.day is None or not legal_day(before.at) <= signed.day <= room.ground.day:
        yield SignFault.DAY
