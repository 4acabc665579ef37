"""Whom to trust (C2SP tlog-policy): which logs, which witnesses, and how many of them must have cosigned a checkpoint.

The file is the one thing that must come to a verifier by another way than the log: on paper, from both agencies.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceMalformed, SignatureFailed
from hub.ledger.notes import Note, verify_note
from hub.ledger.strict import read_number
from hub.ledger.vkeys import Kind, Verifier, parse_verifier

NONE = "none"
_WORDS = {NONE, "any", "all"}
MOST_LINES = 1_000
_ALLOWED = re.compile(r"[\t\n\x20-\x7e\x80-\U0010ffff]*")


@dataclass(frozen=True)
class Log:
    """A log that is accepted: its key, which bears its origin as name, and where it may be found."""

    verifier: Verifier
    url: str = ""


@dataclass(frozen=True)
class Witness:
    """A witness by the name that the policy gives it, its key, and where it answers."""

    name: str
    verifier: Verifier
    url: str = ""


@dataclass(frozen=True)
class Group:
    """A group has witnessed when at least `threshold` of its members have: witnesses or earlier groups."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class TrustPolicy:
    """A policy that was parsed whole: every name known, every key once."""

    logs: tuple[Log, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    quorum: str

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """All keys: of the logs, then of the witnesses."""
        return (*(log.verifier for log in self.logs), *(witness.verifier for witness in self.witnesses))

    def is_met_by(self, signed: frozenset[str]) -> bool:
        """Whether these witnesses are enough."""
        witnessed = set(signed)
        for group in self.groups:
            if len(witnessed.intersection(group.members)) >= group.threshold:
                witnessed.add(group.name)
        return self.quorum == NONE or self.quorum in witnessed

    def write(self) -> str:
        """The policy as a file that `parse_policy` reads to the same policy."""
        lines = [f"log {log.verifier.write()} {log.url}" for log in self.logs]
        lines += [f"witness {one.name} {one.verifier.write()} {one.url}" for one in self.witnesses]
        lines += [f"group {group.name} {group.threshold} {' '.join(group.members)}" for group in self.groups]
        return "".join(f"{line.rstrip()}\n" for line in (*lines, f"quorum {self.quorum}"))


@dataclass(frozen=True)
class Judgement:
    """A checkpoint of a known log, and which witnesses of the policy cosigned it when, by their own clocks."""

    checkpoint: Checkpoint
    log: Log
    cosigned: Mapping[str, datetime]
    is_met: bool

    @property
    def since(self) -> datetime | None:
        """The earliest time by which a witness had seen the tree: everything in it is older."""
        return min(self.cosigned.values(), default=None)


def judge(policy: TrustPolicy, note: Note) -> Judgement:
    """Read a checkpoint by a policy. Whether the quorum is met is said, not demanded.

    Raises EvidenceMalformed; SignatureFailed where no known log of this origin signed, or a known key signed wrongly.
    """
    checkpoint = parse_checkpoint(note.text)
    signed = {found.verifier: found.at for found in verify_note(note, policy.verifiers)}
    logs = [log for log in policy.logs if log.verifier in signed and log.verifier.name == checkpoint.origin]
    if not logs:
        raise SignatureFailed("checkpoint: no known log of this origin signed it")
    cosigned = {one.name: at for one in policy.witnesses if (at := signed.get(one.verifier)) is not None}
    return Judgement(checkpoint, logs[0], cosigned, policy.is_met_by(frozenset(cosigned)))


def demand_quorum(policy: TrustPolicy, note: Note) -> Judgement:
    """As `judge`, and raises SignatureFailed where the quorum is not met."""
    judgement = judge(policy, note)
    if not judgement.is_met:
        raise SignatureFailed("checkpoint: not enough witnesses have cosigned it")
    return judgement


def parse_policy(text: str) -> TrustPolicy:
    """The policy in a file. Raises EvidenceMalformed with the number of the line, never its words."""
    if not _ALLOWED.fullmatch(text):
        raise EvidenceMalformed("policy: a control character")
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise EvidenceMalformed("policy: too many lines")
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if words and not words[0].startswith("#"):
            _read_line(reading, words, f"policy line {number}")
    if len(reading.quorum) != 1:
        raise EvidenceMalformed("policy: not exactly one quorum")
    _check_keys(reading)
    return TrustPolicy(tuple(reading.logs), tuple(reading.witnesses), tuple(reading.groups), reading.quorum[0])


def _check_keys(reading: "_Reading") -> None:
    """A log that is its own witness proves nothing, and of two keys called alike nobody knows which signed."""
    logs, witnesses = ([one.verifier for one in known] for known in (reading.logs, reading.witnesses))
    if {one.public for one in logs} & {one.public for one in witnesses}:
        raise EvidenceMalformed("policy: a log is its own witness")
    if len({(one.name, one.key_hash) for one in (*logs, *witnesses)}) < len(logs) + len(witnesses):
        raise EvidenceMalformed("policy: two keys of the same name and hash")


@dataclass(frozen=True)
class _Reading:
    """What the lines so far have said. `open` are names that no group has as a member yet."""

    logs: list[Log] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quorum: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)


def _read_line(reading: _Reading, words: list[str], where: str) -> None:
    read = _LINES.get(words[0])
    if read is None:
        raise EvidenceMalformed(f"{where}: not a log, witness, group or quorum")
    read(reading, words[1:], where)


def _read_log(reading: _Reading, words: list[str], where: str) -> None:
    if len(words) not in (1, 2):
        raise EvidenceMalformed(f"{where}: not a key and perhaps an address")
    verifier = parse_verifier(words[0])
    if verifier.public in {log.verifier.public for log in reading.logs}:
        raise EvidenceMalformed(f"{where}: a key for the second time")
    reading.logs.append(Log(verifier, *words[1:]))


def _read_witness(reading: _Reading, words: list[str], where: str) -> None:
    if len(words) not in (2, 3):
        raise EvidenceMalformed(f"{where}: not a name, a key and perhaps an address")
    _name(reading, words[0], where)
    verifier = parse_verifier(words[1])
    if verifier.kind is Kind.ED25519:  # the key of a witness, written as others do: it cosigns all the same
        verifier = Verifier(verifier.name, Kind.COSIGNATURE, verifier.public)
    if verifier.public in {witness.verifier.public for witness in reading.witnesses}:
        raise EvidenceMalformed(f"{where}: a key for the second time")
    reading.witnesses.append(Witness(words[0], verifier, *words[2:]))


def _read_group(reading: _Reading, words: list[str], where: str) -> None:
    if len(words) < 3:
        raise EvidenceMalformed(f"{where}: not a name, a threshold and members")
    members = words[2:]
    if not reading.names.issuperset(members) or len(set(members)) < len(members) or reading.taken & set(members):
        raise EvidenceMalformed(f"{where}: a member that is unknown, or for the second time")
    _name(reading, words[0], where)
    reading.taken.update(members)
    words_for = {"any": 1, "all": len(members)}
    threshold = words_for[words[1]] if words[1] in words_for else read_number(words[1], where)
    if not 1 <= threshold <= len(members):
        raise EvidenceMalformed(f"{where}: a threshold that nobody or everybody meets")
    reading.groups.append(Group(words[0], threshold, tuple(members)))


def _read_quorum(reading: _Reading, words: list[str], where: str) -> None:
    if len(words) != 1 or words[0] not in (*reading.names, NONE):
        raise EvidenceMalformed(f"{where}: not one name that was defined before")
    reading.quorum.append(words[0])


def _name(reading: _Reading, name: str, where: str) -> None:
    if name in _WORDS or name in reading.names:
        raise EvidenceMalformed(f"{where}: a name that is taken")
    reading.names.add(name)


_LINES: Mapping[str, Callable[[_Reading, list[str], str], None]] = {
    "log": _read_log,
    "witness": _read_witness,
    "group": _read_group,
    "quorum": _read_quorum,
}
