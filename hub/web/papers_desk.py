"""What the pages of the papers of accountability ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.principals import Principal
from hub.terms.review_papers import PaperKind, ReviewPaper


class Papers(Protocol):
    """The papers of the controller that an officer acts for."""

    def open(self, principal: Principal, kind: PaperKind, at: datetime) -> ReviewPaper | None:
        """One paper, as of now. Numbers are written down as a look; None where there is none, or no rule lets."""

    def essence(self, at: datetime) -> ReviewPaper:
        """What families may read of the arrangement of both controllers. No statement, and nobody is told of."""
