"""Whether a question may be asked of a family: who is asked signs for it, and consent could open it (D4, D8, R7)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hub.consent.coverage import Question as Asked
from hub.consent.papers import Paper
from hub.consent.signers import VETO_AGE, Kind, kind_masks, required_signers
from hub.consent.standing import columns
from hub.gate.talk_peace import Noes, kind_of, peace_until, plain
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on, years_later
from hub.terms.consent_forms import Form
from hub.terms.consents import COLUMNS, Named
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category, Purpose
from hub.terms.people import FULL_AGE, Family, Person
from hub.terms.plain import is_line
from hub.terms.talk_faults import QuestionFault
from hub.terms.talks import LONGEST_BOUND, LONGEST_WHY, MOST, NewQuestion, Question, Talk

ASKED = frozenset(category for column in COLUMNS for category in column)


@dataclass(frozen=True)
class Ground:
    """What questions are looked at against: the family, its papers, and who may be named as a recipient."""

    asked: Asked
    papers: tuple[Paper, ...]
    recipients: Mapping[str, tuple[str, Named]]
    """By key: what papers call them, and who they are."""
    catalogue: Catalogue
    purposes: frozenset[Purpose]
    signs: Callable[["Ground", PersonId, Person, frozenset[Category]], bool]
    """Whether somebody is asked for somebody, as far as who prepares may know."""

    @property
    def noes(self) -> Noes:
        """What was signed, to look for a no in it."""
        return Noes(self.papers, self.catalogue, self.day)

    @property
    def family(self) -> Family:
        """The family."""
        return self.asked.family

    @property
    def day(self) -> date:
        """The legal day."""
        return self.asked.day

    def person(self, wanted: PersonId | None) -> Person | None:
        """Somebody who takes part and lives."""
        found = (one for one in self.family.participants if one.id == wanted)
        return next((one for one in found if one.deceased_on is None), None)


def can_answer(ground: Ground) -> tuple[Person, ...]:
    """With whom a talk can be held: who signs for somebody today, in whatever part, or has a veto (D10 to D22)."""
    signing = {
        signer
        for person in ground.family.participants
        for kind in Kind
        for signer in required_signers(person, kind, ground.asked.circle, ground.day).ids
    }
    return tuple(one for one in ground.family.persons if one.id in signing and one.deceased_on is None)


def signs_for(ground: Ground, signer: PersonId, person: Person, categories: frozenset[Category]) -> bool:
    """The signer is one of those who must sign for some of it."""
    fields = sum(ground.catalogue.category_masks[category] for category in categories)
    kinds = [kind for kind, mask in kind_masks(ground.catalogue) if mask & fields]
    return any(signer in required_signers(person, kind, ground.asked.circle, ground.day).ids for kind in kinds)


def is_theirs_to_say(ground: Ground, signer: PersonId, person: Person, _: frozenset[Category]) -> bool:
    """What everybody may know: each for themselves, and of age for a minor; whether they hold custody is not said."""
    of_age = person.born is not None and age_on(person.born, ground.day) >= FULL_AGE
    return signer == person.id or not of_age


def find_question_faults(ground: Ground, form: Form | None, talk: Talk, new: NewQuestion) -> tuple[QuestionFault, ...]:
    """All that is wrong with a question as it was typed, from top to bottom; `form` has the words of the talk."""
    without = (new.bound is not None or new.note is not None) and not (form is not None and form.has_releases)
    wordless = (QuestionFault.NO_WORDS,) if without else ()
    return tuple(dict.fromkeys((*wordless, *_faults(ground, talk, new))))


def make_question(ground: Ground, new: NewQuestion) -> Question:
    """The question, found to be right."""
    assert new.person is not None
    assert new.until is not None
    person_name, recipient_name = new.names
    return Question(
        person=new.person,
        person_name=person_name,
        recipient=ground.recipients[new.recipient][0],
        recipient_name=recipient_name,
        categories=tuple(category for category in Category if category in _categories(new)),
        purpose=Purpose(new.purpose),
        why=plain(new.why),
        until=new.until,
        asks_deputies=new.asks_deputies,
        bound=plain(new.bound or ""),
        note=new.note[0] if new.note else None,
        note_words=plain(new.note[1]) if new.note else "",
    )


def _faults(ground: Ground, talk: Talk, new: NewQuestion) -> Iterator[QuestionFault]:
    person, named = ground.person(new.person), ground.recipients.get(new.recipient)
    yield from _about_kind(new)
    categories = _categories(new)
    if person is None:
        yield QuestionFault.PERSON
    if named is None:
        yield QuestionFault.RECIPIENT
    if not categories or (new.note is None and len(categories) != len(set(new.categories))):
        yield QuestionFault.CATEGORIES
    elif person is not None:
        yield from _about_signer(ground, talk, person, categories)
        yield from _about_recipient(ground, new, (person, named, categories))
    if new.purpose not in ground.purposes:
        yield QuestionFault.PURPOSE
    yield from _about_words(ground, new)
    yield from _about_list(talk, new, named)


def _categories(new: NewQuestion) -> frozenset[Category]:
    """What can be asked about; a confided entry is in a category of its own, that no list offers."""
    if new.note is not None:
        return frozenset({Category.SINGLE_NOTE})
    return frozenset(category for category in ASKED if category in new.categories)


def _about_kind(new: NewQuestion) -> Iterator[QuestionFault]:
    if new.bound is not None and not _is_sentence(new.bound, LONGEST_BOUND):
        yield QuestionFault.BOUND
    if new.note is not None and not _is_sentence(new.note[1], LONGEST_BOUND):
        yield QuestionFault.NOTE


def _about_signer(
    ground: Ground, talk: Talk, person: Person, categories: frozenset[Category]
) -> Iterator[QuestionFault]:
    young = person.born is not None and age_on(person.born, ground.day) < VETO_AGE
    if person.id == talk.by and young:
        yield QuestionFault.CHILD
    elif not ground.signs(ground, talk.by, person, categories):
        yield QuestionFault.NO_POWER


def _about_recipient(
    ground: Ground, new: NewQuestion, of: tuple[Person, tuple[str, Named] | None, frozenset[Category]]
) -> Iterator[QuestionFault]:
    person, found, categories = of
    if found is None:
        return
    word, named = found
    if named.person == person.id:  # nobody is asked to show to themselves what is about them
        yield QuestionFault.NOTHING_TO_ASK
        return
    if named.person is not None and new.purpose != Purpose.CASE_CONFERENCE:
        yield QuestionFault.PURPOSE
    if new.bound is None and not _can_open(ground, named.agency, categories):
        yield QuestionFault.NOTHING_TO_ASK
        return
    until = peace_until(ground.noes, (person.id, word, categories), kind_of(new))
    if not new.brought_up and until is not None:
        yield QuestionFault.PEACE


def _can_open(ground: Ground, agency: Agency, categories: frozenset[Category]) -> bool:
    """Each of the categories holds something that another's consent could open to them."""
    return all(columns(ground.catalogue, agency, (category,))[1] for category in categories)


def _about_words(ground: Ground, new: NewQuestion) -> Iterator[QuestionFault]:
    why = plain(new.why)
    if not _is_sentence(why, len(why)):
        yield QuestionFault.WHY
    elif len(why) > LONGEST_WHY:
        yield QuestionFault.WHY_LONG
    if new.until is None:
        yield QuestionFault.UNTIL
    elif new.until < ground.day:
        yield QuestionFault.UNTIL_PAST
    elif new.until >= years_later(ground.day, 1):
        yield QuestionFault.UNTIL_FAR


def _about_list(talk: Talk, new: NewQuestion, named: tuple[str, Named] | None) -> Iterator[QuestionFault]:
    if len(talk.questions) >= MOST:
        yield QuestionFault.MANY
    if named is not None and _is_asked(talk, new, named[0]):
        yield QuestionFault.TWICE


def _is_asked(talk: Talk, new: NewQuestion, word: str) -> bool:
    asked = (new.person, word, new.purpose, plain(new.bound or ""))
    return any(
        (one.person, one.recipient, one.purpose, one.bound) == asked and set(one.categories) & set(new.categories)
        for one in talk.questions
    )


def _is_sentence(words: str, longest: int) -> bool:
    line = plain(words)
    return bool(line) and len(line) <= longest and is_line(line)
