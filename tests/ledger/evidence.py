"""Signer and witnesses of a test, each in a folder of its own; the witnesses answer over real HTTP where asked to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.ledger.asking import Reply, fetch, post
from hub.ledger.beginning import begin_signer, begin_witness
from hub.ledger.mirror import open_mirror
from hub.ledger.rotating import signing_keys
from hub.ledger.sequencer import sequence_once
from hub.ledger.signer import Office, sign_once
from hub.ledger.tiling.source import LogSource
from hub.ledger.tiling.store import Signed
from hub.ledger.trust import Group, Log, TrustPolicy, parse_policy
from hub.ledger.trust import Witness as Trusted
from hub.ledger.vkeys import Kind
from hub.ledger.witness import Witness
from hub.main.evidence import make_witness as start_witness
from hub.main.witnessing import make_log_app, make_witness_app, pull_from
from hub.settings.operator import read_settings
from tests.conftest import as_superuser
from tests.kreis import Kreis
from tests.web.servers import serving

ORIGIN = "hub.example/log1"
NAMES = ("jobcenter", "jugendamt")
BEGIN = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The witnesses' clock: the real one, or as far ahead as a test says."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(repr=False)
class Evidence:
    """All that stands behind the log of a test. Time goes on by 20 seconds a signature."""

    kreis: Kreis
    folder: Path
    stack: ExitStack
    policy: TrustPolicy
    databases: dict[str, Database] = field(default_factory=dict)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    at: datetime = BEGIN
    clock: Clock = field(default_factory=Clock)

    def db(self, role: str) -> Database:
        """Signed in as a role."""
        if role not in self.databases:
            self.databases[role] = Database(self.kreis.urls.url(role), size=4)
            self.stack.callback(self.databases[role].close)
        return self.databases[role]

    def release(self) -> None:
        """Give back every connection, so that the database can be replaced."""
        for db in self.databases.values():
            db.close()
        self.kreis.release()
        self.kreis._houses.clear()  # who served before a restore is started anew

    def follow(self, policy: TrustPolicy) -> None:
        """Every process starts anew with this policy; a witness as `hub witness` makes it."""
        self.policy = parse_policy(policy.write())
        for name, witness in self.witnesses.items():
            anew = start_witness(read_settings({"HUB_WITNESS": str(self.folder / name)}), self.policy)
            witness.keys[:] = anew.keys
            witness.logs.update(anew.logs)

    def place(self) -> int:
        """Whatever waits gets its place."""
        return sequence_once(self.db("hub_sequencer"))

    def office(self) -> Office:
        """The signer as it starts anew."""
        key, *also = signing_keys(self.folder / "signer", Kind.ED25519, self.policy)
        told = (self.folder / "signer", self.policy, self.post, self.fetch)
        return Office(self.db("hub_signer"), key, *told, also=tuple(also))

    def sign(self) -> Signed | None:
        """One signature, some time later."""
        self.at += timedelta(seconds=20)
        return sign_once(self.office(), self.at)

    def post(self, url: str, body: bytes) -> Reply:
        """Over HTTP, save to a witness that is silent."""
        return Reply(0) if self._is_silent(url) else post(url, body)

    def fetch(self, url: str) -> Reply:
        """The same for reading."""
        return Reply(0) if self._is_silent(url) else fetch(url)

    def url(self, name: str) -> str:
        """Where a witness answers."""
        return next(one.url for one in self.policy.witnesses if one.name == name)

    def _is_silent(self, url: str) -> bool:
        return any(url.startswith(self.url(name)) for name in self.silent)


def make_witness(
    folder: Path, name: str, logs: dict[str, str], evidence_of: list[Trusted], kinds=(), clock=Clock()
) -> Witness:
    """A witness with fresh keys, that copies the logs at these addresses."""
    keys = begin_witness(folder, f"{name}.example/witness", kinds or (Kind.COSIGNATURE,))
    evidence_of.extend(Trusted(label, key.verifier) for label, key in zip((name, f"{name}-pq"), keys, strict=False))
    return Witness(list(keys), {}, open_mirror(folder, keys[0].verifier), clock, pull_from(logs, fetch))


@contextmanager
def standing_behind(kreis: Kreis, folder: Path, kinds: Sequence[Kind] = ()) -> Iterator[Evidence]:
    """Keys, memories and servers of a signer and two witnesses, of which both must cosign; by keys of these kinds."""
    with ExitStack() as stack:
        source = Database(kreis.urls.url("hub_signer"), size=4)
        stack.callback(source.close)
        log_url = stack.enter_context(serving(make_log_app(lambda: LogSource(source))))
        log_key = begin_signer(folder / "signer", ORIGIN).verifier
        trusted: list[Trusted] = []
        clock, witnesses = Clock(), {}
        for name in NAMES:
            witness = make_witness(folder / name, name, {ORIGIN: log_url}, found := [], kinds, clock)
            witness.logs[ORIGIN] = (log_key,)
            witnesses[name] = witness
            url = stack.enter_context(serving(make_witness_app(witness)))
            trusted += [replace(one, url=url) for one in found]
        policy = TrustPolicy((Log(log_key, log_url),), tuple(trusted), (Group("both", 2, NAMES),), "both")
        evidence = Evidence(kreis, folder, stack, policy, clock=clock)
        evidence.databases["source"] = source
        evidence.witnesses |= witnesses
        yield evidence


@contextmanager
def kept_backup(evidence: Evidence) -> Iterator[Callable[[], None]]:
    """A backup of the database as it is now; what is yielded puts it back, however much was written meanwhile."""
    server, name = evidence.kreis.urls.server, evidence.kreis.urls.name
    backup = f"backup_{name}"[:60]

    def put_back() -> None:
        evidence.release()
        server.drop_database(name)
        server.create_database(name, backup)
        _as_it_was(server, name, backup)

    evidence.release()
    server.create_database(backup, name)
    _as_it_was(server, backup, name)
    try:
        yield put_back
    finally:
        server.drop_database(backup)


def _as_it_was(server: EmbeddedServer, name: str, template: str) -> None:
    rights = f"(select datacl from pg_database where datname = '{template}')"  # PostgreSQL does not copy these
    as_superuser(server, f"update pg_database set datacl = {rights} where datname = '{name}'")
