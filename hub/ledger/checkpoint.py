"""What a checkpoint says (C2SP tlog-checkpoint): which log, how many entries, which root. Nothing about anybody."""

from dataclasses import dataclass

from hub.ledger.errors import EvidenceMalformed
from hub.ledger.strict import read_base64, read_number, write_base64
from hub.ledger.tree import TreeHead


@dataclass(frozen=True)
class Checkpoint:
    """The head of the tree of one log, named by its origin. `extensions` are lines of others; ours writes none."""

    origin: str
    head: TreeHead
    extensions: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many entries it covers."""
        return self.head.size

    @property
    def root(self) -> bytes:
        """The root over them."""
        return self.head.root

    def write(self) -> str:
        """The text that is signed. Raises EvidenceMalformed rather than write a line that nobody could check."""
        if self.extensions or not self.origin or any(sign < " " for sign in self.origin):
            raise EvidenceMalformed("checkpoint: extension lines, or an origin that is no line")
        return f"{self.origin}\n{self.size}\n{write_base64(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note. Raises EvidenceMalformed. Extension lines are kept and mean nothing."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] != "" or "" in lines[:-1]:
        raise EvidenceMalformed("checkpoint: not three lines or more, none of them empty")
    head = TreeHead(read_number(lines[1], "checkpoint size"), read_base64(lines[2], "checkpoint root"))
    return Checkpoint(lines[0], head, tuple(lines[3:-1]))
