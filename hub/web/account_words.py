"""What the log says about somebody, as they read it: functions and agencies, never a name (J12, F6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from hub.terms.account import Account, AccountLine, Act
from hub.terms.clock import legal_day
from hub.terms.log import Cursor
from hub.web.speech import Speech


@dataclass(frozen=True)
class Told:
    """One line: when, what happened, for what, by what right; and the number to ask about."""

    moment: str
    text: str
    purpose: str
    basis: str
    number: str
    entry: str
    place: str


@dataclass(frozen=True)
class Month:
    """The lines of a month, newest first."""

    name: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class AccountWriter:
    """Writes a statement for its reader."""

    speech: Speech

    def months(self, *stretches: Account) -> tuple[Month, ...]:
        """All lines of these stretches, newest month first."""
        lines = [line for told in stretches for line in told.lines]
        return tuple(Month(name, tuple(map(self.line, group))) for name, group in groupby(lines, self._month))

    def line(self, line: AccountLine) -> Told:
        """One line."""
        say, texts = self.speech.say, self.speech.texts
        what = texts.names(tuple(texts.say(f"category-{one}") for one in line.categories))
        agency = texts.say(f"agency-{line.agency}")
        return Told(
            moment=texts.moment(line.at),
            text=" ".join(
                (say(f"account-{line.act}", who=self._who(line), agency=agency, what=what), *self._present(line))
            ),
            purpose=say("account-for", purpose=self.speech.purpose(line.purpose)) if line.purpose else "",
            basis=" ".join(self._basis(line)),
            number=line.entry[-12:],
            entry=line.entry,
            place=str(Cursor(line.at, line.entry)),
        )

    def _who(self, line: AccountLine) -> str:
        known = f"account-who-{line.role}"
        texts = self.speech.texts
        return self.speech.say(known) if texts.knows(known) else texts.say(f"role-{line.role}")

    def _present(self, line: AccountLine) -> Iterator[str]:
        texts = self.speech.texts
        named = [one.partition("guest_") for one in line.present]
        others = tuple(texts.say(f"guest-{guest}" if guest else f"role-{role}") for role, _, guest in named)
        if others:
            yield self.speech.say("account-present", others=texts.names(others))

    def _basis(self, line: AccountLine) -> Iterator[str]:
        if line.agreed_on:
            days = self.speech.texts.names(tuple(map(self.speech.day, line.agreed_on)))
            yield self.speech.say("account-agreed-on", days=days, count=len(line.agreed_on))
        elif line.norms and line.act not in (Act.STATEMENT, Act.OWN):
            yield self.speech.say("account-norms", norms=self.speech.texts.names(line.norms))

    def _month(self, line: AccountLine) -> str:
        day = legal_day(line.at)
        return self.speech.texts.say("account-month", month=day.month, year=str(day.year))
