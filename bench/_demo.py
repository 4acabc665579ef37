"""The demo Kreis on a server of its own, as tests act on it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench import price_of_protection as price
from tests.kreis import Kreis


@contextmanager
def demo_kreis() -> Iterator[Any]:
    """As long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, ExitStack() as stack:
        os.chmod(folder, 0o755)
        settings, state, url = price.set_up(Path(folder), stack)
        _as_issuer(state.issuer)
        yield Kreis(SimpleNamespace(url=url, name="bench"), settings.keys, stack)


def _as_issuer(issuer: str) -> None:
    """Accounts of this set-up are the demo's."""
    import tests.kreis as there
    import tests.web.houses as houses

    there.ISSUER = houses.ISSUER = issuer
