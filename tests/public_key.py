"""Counting public-key operations: keys sealed and opened by HPKE, signatures of tokens verified."""

import sys
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.hpke import Suite
from joserfc import jwt


@dataclass
class _Counted:
    suite: Suite
    uses: list[str]

    def encrypt(self, *args: Any, **more: Any) -> bytes:
        self.uses.append("seal")
        return self.suite.encrypt(*args, **more)

    def decrypt(self, *args: Any, **more: Any) -> bytes:
        self.uses.append("open")
        return self.suite.decrypt(*args, **more)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with every one, wherever in the hub, until the test ends."""
    uses: list[str] = []
    for module in [one for name, one in sys.modules.items() if name.startswith("hub.")]:
        for name, suite in [(name, one) for name, one in vars(module).items() if isinstance(one, Suite)]:
            monkeypatch.setattr(module, name, _Counted(suite, uses))
    verify = jwt.decode

    def verified(*args: Any, **more: Any) -> Any:
        uses.append("verify")
        return verify(*args, **more)

    monkeypatch.setattr(jwt, "decode", verified)
    return uses
