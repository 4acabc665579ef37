"""What the pages with receipts ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.parts import Wanted
from hub.terms.principals import Principal
from hub.terms.receipts import Format, ReceiptFile, ReceiptView, Which


class Receipts(Protocol):
    """Receipts of consents: finding one is a look that is written down, writing it is not."""

    def open(self, principal: Principal, wanted: Wanted, which: Which, at: datetime) -> ReceiptView:
        """A look by staff at one paper of a family."""

    def write(self, view: ReceiptView, form: Format, at: datetime) -> ReceiptFile:
        """The file of a look that found a receipt."""
