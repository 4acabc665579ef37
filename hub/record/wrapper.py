"""Wrapping category keys for holders: the rows of holder keys and wrappings that a change needs."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub.record.confided import confide
from hub.record.keys import Keyring, close_box, wrap_key
from hub.record.places import ALWAYS, OpenKeys, Window, Windows, Wrapping, kept_place
from hub.terms.ids import FamilyId, KeyId

OWN, STATUTE = "own", "statute"
Rows = list[dict[str, object]]


@dataclass(repr=False)
class Wrapper:
    """Wraps keys of one family; makes a holder key where a maker has none yet for a holder."""

    family: FamilyId
    ring: Keyring
    known: Mapping[tuple[str, str], bytes]
    holders: Rows
    wrappings: Rows
    _made: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def wrap(self, key: KeyId, clear: bytes, maker: str, window: Window) -> None:
        """One key for one holder, for one stretch of time."""
        under = self._holder_key(maker, window.holder)
        self._add(key, maker, window, wrap_key(under, window.holder, key, clear))

    def confide(self, key: KeyId, clear: bytes, maker: str, staff: str) -> None:
        """One key for one worker of its maker, and for nobody else."""
        self._holder_key(maker, maker)  # each wrapping names one, though this one does not lie under it
        box = confide(self.ring, maker, (self.family, key, staff), clear)
        self._add(key, maker, Window(maker, OWN, *ALWAYS), box)

    def _add(self, key: KeyId, maker: str, window: Window, box: bytes) -> None:
        self.wrappings.append(
            {
                "key": key,
                "family": self.family,
                "maker": maker,
                "holder": window.holder,
                "basis": window.basis,
                "wrapped": as_text(box),
                "since": window.since,
                "until": window.until,
            }
        )

    def _holder_key(self, maker: str, holder: str) -> bytes:
        known = self.known.get((maker, holder)) or self._made.get((maker, holder))
        if known:
            return known
        kept = None if maker == holder else self._holder_key(maker, maker)
        clear, sealed = self.ring.new_holder_key(self.family, maker, holder)
        self._made[maker, holder] = clear
        self.holders.append(
            {
                "family": str(self.family),
                "maker": maker,
                "holder": holder,
                "sealed": as_text(sealed),
                "kept": kept and as_text(close_box(kept, clear, kept_place(self.family, holder))),
            }
        )
        return clear


def wrap_more(wrapper: Wrapper, keys: OpenKeys, windows: Windows, held: Collection[Wrapping], at: datetime) -> None:
    """Wrap keys that exist already for whomever they open to from now on and who does not hold them as long yet.

    On which consent they are held makes no difference: one more yes to what is open adds nothing. By a rule they are
    held beside any consent.
    """
    there: dict[tuple[KeyId, str], list[Window]] = defaultdict(list)
    for one in held:
        there[one.key, one.window.holder].append(one.window)
    for place, key, clear in keys:
        for window in windows(keys.whose[place], place):
            since = max(at, window.since)
            consented = there[key, window.holder] if window.basis != STATUTE else ()
            is_held = any(one.since <= since and window.until <= one.until for one in consented)
            if window.basis != OWN and not is_held:
                wrapper.wrap(key, clear, place.maker, window)


def as_text(data: bytes) -> str:
    """Bytes as the database functions take them in JSON."""
    return b64encode(data).decode()
