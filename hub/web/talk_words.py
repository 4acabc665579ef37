"""A talk in the words of its form: German, which is signed, and beside it the language that was chosen (D32)."""

from dataclasses import dataclass

from hub.terms.consent_forms import Form, FormText
from hub.terms.talks import Answered, Question, Reply, Talk
from hub.web.texts import Texts

_OPEN, _SHUT = "\u2068", "\u2069"
"""Around a name or a date in a line that runs the other way, so that neither turns the other round."""


@dataclass(frozen=True, repr=False)
class Side:
    """One question in one language. `note` says what secrecy is, where somebody is to be released from it."""

    text: FormText
    ask: str
    note: str
    categories: tuple[str, ...]
    purpose: str
    until: str
    deputies: str


@dataclass(frozen=True, repr=False)
class Card:
    """One question: in German, beside it in the other language, and what was answered."""

    place: int
    question: Question
    sides: tuple[Side, ...]
    reply: Reply | None = None
    has_deputies: bool = False


@dataclass(frozen=True, repr=False)
class TalkWriter:
    """Writes a talk for whoever answers."""

    talk: Talk
    form: Form
    texts: Texts

    @property
    def languages(self) -> tuple[FormText, ...]:
        """German first, then the one beside it."""
        beside = self.form.texts.get(self.talk.language)
        return (self.form.german,) if beside is None or beside is self.form.german else (self.form.german, beside)

    def cards(self) -> tuple[Card, ...]:
        """Every question, with its answer where there is one."""
        signed = self.talk.signed
        answers: tuple[Answered | None, ...] = signed.answers if signed else (None,) * len(self.talk.questions)
        return tuple(
            Card(
                place,
                question,
                sides_of(question, self.form, self.talk.language, self.texts),
                answered.reply if answered else None,
                answered.deputies if answered else False,
            )
            for place, (question, answered) in enumerate(zip(self.talk.questions, answers, strict=True), start=1)
        )

    def counter(self, place: int, text: FormText) -> str:
        """`Frage 2 von 6`."""
        return text.say("say.question", number=str(place), total=str(len(self.talk.questions)))


def sides_of(question: Question, form: Form, language: str, texts: Texts) -> tuple[Side, ...]:
    """One question in German, and beside it in the language that was chosen, if any."""
    beside = form.texts.get(language)
    chosen = (form.german,) if beside is None or beside is form.german else (form.german, beside)
    return tuple(_side(question, text, texts) for text in chosen)


def _side(question: Question, text: FormText, texts: Texts) -> Side:
    recipient, person = set_apart(question.recipient_name), set_apart(question.person_name)
    until, bound = set_apart(texts.plain_day(question.until)), set_apart(question.bound)
    facts = {"recipient": recipient, "person": person, "bound": bound}
    kind = "release_" if question.bound else "note_" if question.note else ""
    facts |= {"note": set_apart(question.note_words)}
    return Side(
        text=text,
        ask=text.say(f"say.{kind}ask", **facts),
        note=text.say(f"say.{kind}what", **facts) if kind else "",
        categories=tuple(text.words[f"categories.{category}"] for category in question.categories if not question.note),
        purpose=text.words[f"purposes.{question.purpose}"],
        until=text.say("say.until", until=until),
        deputies=text.say(f"say.{kind}deputies", **facts) if question.asks_deputies else "",
    )


def set_apart(fact: str) -> str:
    """So that a name or a date keeps its own direction in the line."""
    return f"{_OPEN}{fact}{_SHUT}"
