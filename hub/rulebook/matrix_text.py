"""Who sees what, as a table for the terminal and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hub.rulebook.seeing import Cell, Way
from hub.rulebook.wording import Wording
from hub.terms.lists import Purpose, Role


@dataclass(frozen=True)
class MatrixText:
    """All cells, with the words to say them, and the digest of the rules that they were read off."""

    cells: Sequence[Cell]
    wording: Wording
    digest: str

    def table(self, roles: Iterable[Role]) -> str:
        """A table for each function and agency: categories down, purposes across, with its legend."""
        lines = [self.say("title"), self.say("digest", digest=self.digest[:12]), ""]
        lines += [*self.legend(), ""]
        for role in roles:
            lines += self._role(role)
        return "\n".join(lines).rstrip()

    def csv(self) -> str:
        """One line for each way in which a category is seen, never too; in German words."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.wording.words["matrix"]["columns"])
        for cell in self.cells:
            total = sum(one.fields for one in cell.seen)
            head = (self.wording.agency(cell.asked.agency), self.wording.role(cell.asked.role))
            whose = (self.whose(cell), self.wording.category(cell.category))
            for one in cell.seen:
                way = (self.way(one.way), self.wording.level(one.level), one.fields, total)
                writer.writerow([*head, self.wording.purpose(cell.asked.purpose), *whose, *way])
        return out.getvalue()

    def legend(self) -> Iterator[str]:
        """What the signs mean."""
        for way in Way:
            yield f"{self.sign_of(way)}  {self.way(way)}"
        yield self.say("levels")
        yield self.say("part")
        yield self.say("best")

    def sign(self, cell: Cell) -> str:
        """„Z2*“: with consent, at most a summary, and only part of the fields."""
        best = cell.best
        if best.way is Way.NEVER:
            return self.sign_of(Way.NEVER)
        return f"{self.sign_of(best.way)}{best.level.value}{'*' if len(cell.seen) > 1 else ''}"

    def sign_of(self, way: Way) -> str:
        """The letter of a way."""
        return str(self.wording.words["ways"][way]["sign"])

    def way(self, way: Way) -> str:
        """The way in words."""
        return str(self.wording.words["ways"][way]["label"])

    def whose(self, cell: Cell) -> str:
        """In the genitive; seen from one provider, others are others."""
        is_other = not cell.is_own and cell.owner.value == cell.asked.agency.value
        return self.say("other_provider") if is_other else self.wording.of_owner(cell.owner)

    def say(self, key: str, **facts: str) -> str:
        """A sentence of the matrix."""
        return str(self.wording.words["matrix"][key]).format(**facts)

    def _role(self, role: Role) -> Iterator[str]:
        own = [cell for cell in self.cells if cell.asked.role is role]
        if not own:
            yield from (self.wording.role(role), f"  {self.say('nothing')}", "")
        for agency in dict.fromkeys(cell.asked.agency for cell in own):
            yield f"{self.wording.role(role)}, {self.wording.agency(agency)}"
            yield from self._block([cell for cell in own if cell.asked.agency is agency])
            yield ""

    def _block(self, cells: list[Cell]) -> Iterator[str]:
        purposes = list(dict.fromkeys(cell.asked.purpose for cell in cells))
        for number, purpose in enumerate(purposes, start=1):
            yield f"  {number}: {self.wording.purpose(purpose)}"
        rows: dict[str, dict[Purpose, str]] = {}
        for cell in cells:
            name = f"{self.wording.category(cell.category)} {self.whose(cell)}"
            rows.setdefault(name, {})[cell.asked.purpose] = self.sign(cell)
        width = max(map(len, [*rows, self.say("whose_category")]))
        yield f"  {self.say('whose_category'):{width}}  " + " ".join(f"{n:<4}" for n in range(1, len(purposes) + 1))
        for name, signs in rows.items():
            yield f"  {name:{width}}  " + " ".join(f"{signs[purpose]:<4}" for purpose in purposes).rstrip()
