"""One act as somebody wants to carry it out: what its conditions look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.policy.act_rules import ActRule
from hub.policy.standpoint import Viewer
from hub.terms.access import OutlineCell
from hub.terms.acts import Particulars
from hub.terms.ids import PersonId


@dataclass(frozen=True, eq=False)
class Proceeding:
    """The act, who wants it, and what is said of it. `cells` are the facts or entries that it names."""

    rule: ActRule
    viewer: Viewer
    terms: Particulars
    cells: tuple[OutlineCell, ...] = ()

    @property
    def asker(self) -> PersonId:
        """Whoever asks, as somebody of the family: who belongs to it signs in under the id of the person."""
        return PersonId(self.viewer.principal.id)


def is_said(texts: Iterable[str]) -> bool:
    """Any of the texts says something."""
    return any(text.strip() for text in texts)
