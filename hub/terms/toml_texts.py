"""Files of words and lists, which every part of a process reads for itself: each text is taken apart once."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=128)
def read_toml(text: str) -> Mapping[str, Any]:
    """What it says; another text is read anew. To be looked at, for others hold the same. Raises TOMLDecodeError."""
    return tomllib.loads(text)
