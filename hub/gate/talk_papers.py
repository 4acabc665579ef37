"""The papers that come of a talk: what each answer says in the form that every consent has here."""

from dataclasses import dataclass
from datetime import datetime, time

from hub.consent.papers import STATED, Answer, Declaration, Notice, Paper, Way
from hub.consent.reading import names_by_id, read_recipient
from hub.terms.catalogue import Catalogue
from hub.terms.clock import BERLIN, day_begins, legal_day
from hub.terms.consent_forms import GERMAN
from hub.terms.ids import ConsentId, new_id
from hub.terms.lists import Level
from hub.terms.people import Insight
from hub.terms.talks import LONGEST_WAIT, Answered, KeptTalk, Question, Reply, Signed, TalkWay


def papers_of(done: KeptTalk, at: datetime, catalogue: Catalogue) -> tuple[Paper, ...]:
    """A paper for each question: with a yes or a no; with neither where it is to be decided later."""
    signed = done.talk.signed
    assert signed is not None
    writer = _Writer(done, signed, at, catalogue)
    pairs = zip(done.talk.questions, signed.answers, strict=True)
    return tuple(writer.paper(place, *pair) for place, pair in enumerate(pairs, start=1))


def paper_ref(number: str, place: int) -> str:
    """What the paper of one question is called: `E-2026-118-1`."""
    return f"{number}-{place}"


def said_at(signed: Signed, at: datetime) -> datetime:
    """Now; on a sheet that was signed on another day, at the end of that day: it was not earlier (D1)."""
    if signed.day is None or signed.day >= legal_day(at):
        return at
    return datetime.combine(signed.day, time(23, 59, 59), BERLIN)


@dataclass(frozen=True, repr=False)
class _Writer:
    """One talk, its answers, and the instant at which they are entered."""

    done: KeptTalk
    signed: Signed
    at: datetime
    catalogue: Catalogue

    def paper(self, place: int, question: Question, answered: Answered) -> Paper:
        """The paper of one question. Its text names all three notices: the form has no version without them (D3)."""
        talk, signed = self.done.talk, self.signed
        day, beside = signed.day or legal_day(self.at), beside_german(talk.language)
        return Paper(
            id=ConsentId(new_id()),
            ref=paper_ref(self.done.number, place),
            persons=(question.person,),
            categories=frozenset(question.categories),
            fields=sum(self.catalogue.category_masks[category] for category in question.categories),
            recipients=(read_recipient(question.recipient, names_by_id(self.catalogue)),),
            purposes=frozenset({question.purpose}),
            valid_from=day,
            valid_to=question.until,
            way=Way(signed.way.value),
            level=Level.FULL,
            notices=frozenset(Notice),
            languages=frozenset({GERMAN}) | beside,
            interpreter=beside if talk.interpreter else frozenset(),
            deputies=question.asks_deputies and answered.deputies,
            declarations=self._said(answered),
            special_circumstances=STATED if signed.reason else None,
            form_version=talk.form,
            asked_on=(day,),
            bound=question.bound or None,
            entries=frozenset({question.note} if question.note else ()),
        )

    def _said(self, answered: Answered) -> tuple[Declaration, ...]:
        if answered.reply is Reply.LATER:
            return ()
        insight = Insight(self.signed.insight or Insight.YES)
        answer = Answer(answered.reply.value)
        return (Declaration(self.done.talk.by, self._at(answer), answer, insight),)

    def _at(self, answer: Answer) -> datetime:
        """What was said meanwhile may have come after its yes and before its no: of a sheet only the day is known.

        So with what lay on a device without a connection: a yes is of the moment of its signature, a no of its arrival.
        """
        if self.signed.way is TalkWay.PAPER and answer is Answer.YES:
            return day_begins(self.signed.day or legal_day(self.at))
        said = said_at(self.signed, self.at)
        return said - min(self.signed.waited, LONGEST_WAIT) if answer is Answer.YES else said


def beside_german(language: str) -> frozenset[str]:
    """The language beside the German, as people understand it; Leichte Sprache is German."""
    code = language.removesuffix("-easy")
    return frozenset({code}) if code else frozenset()
