"""The last things used, and no more."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class Recent(Generic[Key, Kept]):
    """Keeps the `most` things that were used last; several threads may use it at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Kept | None:
        """What is kept under this key, which is now the one used last."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def items(self) -> tuple[tuple[Key, Kept], ...]:
        """All that is kept now, as it stands; whoever looks does not use it."""
        with self._lock:
            return tuple(self._kept.items())

    def forget(self, key: Key) -> None:
        """Keep nothing under this key."""
        with self._lock:
            self._kept.pop(key, None)

    def keep(self, key: Key, kept: Kept) -> None:
        """Keep this; what was used longest ago makes room."""
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
