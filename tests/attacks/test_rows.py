"""The roles behind the functions: what each may, and that row policies bind them all."""

from collections import defaultdict
from uuid import uuid4

import pytest

from tests.attacks.by_hand import Connection, family_id, sqlstate, tables, tenant
from tests.attacks.of_proof import CHANGED, PROOF, SEEN
from tests.kreis import Kreis

pytestmark = pytest.mark.unchanged
BOOKS_ADD = {"entry", "pending", "bucket", "bucket_key", "payload", "subject", "index", "ticket"}
BOOKS_ADD |= {"part", "part_commitments", "page_ticket"}
WRITES_ADD = {
    *("core.family", "core.person", "core.holding"),
    *("record.subjects", "record.subject", "record.cell", "record.value"),
    *("record.key", "record.holder_key", "record.key_wrapping", "record.wrap_wanted", "record.blind_index"),
    *("record.draft", "record.receipt"),
    *("consent.paper", "consent.paper_person", "consent.declaration", "consent.withdrawal"),
    *("consent.open", "consent.worked_out"),
    *("consent.talk", "consent.scan", "consent.numbering", "consent.confirmed", "consent.request", "consent.asked"),
    *("consent.voided", "consent.journal", "consent.recall", "consent.informed", "rulebook.activation"),
    *("rulebook.proposal", "rulebook.step", "consent.searched", "consent.onlooker"),
    *("consent.task", "consent.task_turn", "identity.agency", "identity.staff", "identity.post", "identity.account"),
    *("identity.assignment", "identity.deputy", "identity.relation", "identity.conflict", "identity.moved"),
}

TURNED = ("until", "reason", "handed_to", "turned_by", "turned_at", "entry_id")
GRANT = ("entered_for", "stands_in_for", "until", "reason", "grant_id", "granted_by", "self_declared", "entered_at")


def test_the_role_that_keeps_the_books_adds_and_changes_nothing(every_kreis: Kreis) -> None:
    """Not one table of the ledger can be changed or emptied by whoever writes it."""
    rights = _rights(every_kreis.superuser(), "hub_books")

    assert {f"ledger.{name}" for name in BOOKS_ADD} == rights["INSERT"]
    assert {"identity.login", "ledger.subject", "ledger.bucket"} == rights["SELECT"]
    assert {"INSERT", "SELECT"} == set(rights)


def test_the_role_that_erases_destroys_what_is_personal_and_nothing_else(every_kreis: Kreis) -> None:
    """Payloads, keys, index, numbers, tickets, cases, what conferences leave, proof of consent; no leaf, no value."""
    rights = _rights(every_kreis.superuser(), "hub_erases")

    gone = {"index", "payload", "part", "bucket_key", "subject", "ticket", "page_ticket", "ticket_used"}
    cases = {f"review.{name}" for name in ("case_file", "case_step", "hit", "name_request", "told")}
    ended = {f"conference.{name}" for name in ("meeting", "moment", "room", "sheet")}
    assert {f"ledger.{name}" for name in gone} | cases | ended | set(PROOF) == rights["DELETE"]
    assert {"ledger.hold", "ledger.erased"} == rights["INSERT"]
    assert {
        "ledger.payload.segments",
        "ledger.index.pseudonym",
        "ledger.bucket_key.sealed",
        "ledger.hold.lifted_at",
        "ledger.hold.lifting",
        "review.case_file.seq",
    } | CHANGED == rights["UPDATE"]
    others = {"identity.login", "core.family", "core.person", "review.case_file", "review.case_step"}
    others |= SEEN | {f"review.{name}.tenant_id" for name in ("hit", "name_request", "told")}
    others |= {"review.hit.hit_id", "review.name_request.case_id", "review.told.case_id"}
    ended_of = "meeting.id meeting.kind meeting.ends topic.id topic.meeting topic.family sheet.topic sheet.family"
    ended_of += " sheet.state moment.topic minutes.topic room.meeting"
    others |= {f"conference.{said}" for one in ended_of.split() for said in (one, f"{one.partition('.')[0]}.tenant_id")}
    more = {"ledger.entry", "ledger.bucket", "ledger.hold", "ledger.erased"}
    assert {f"ledger.{name}" for name in gone} | others | more == rights["SELECT"]


def test_the_role_that_forgets_a_record_sees_no_value_no_key_and_no_name(every_kreis: Kreis) -> None:
    """Whose a row is, and what keeps it; it changes nothing, and destroys nothing of the ledger."""
    rights = _rights(every_kreis.superuser(), "hub_forgets")

    assert {"record.erased"} == rights["INSERT"]
    assert {"core.family.record_version"} == rights["UPDATE"]
    assert {name.split(".")[0] for name in rights["DELETE"]} == {"record", "consent", "conference"}
    assert not {name for name in rights["DELETE"] if name.startswith(("consent.paper", "consent.decl", "consent.with"))}
    columns = {name.split(".")[2] for name in rights["SELECT"] - {"identity.login", "record.erased"}}
    secret = {"sealed", "kept", "wrapped", "content", "box", "token", "document", "leaf", "segments"}
    assert not columns & secret


def test_the_role_of_the_review_sees_no_name_no_value_and_no_key(every_kreis: Kreis) -> None:
    """Pseudonyms, ties and times; of consents what was signed when; it writes in its own schema alone."""
    rights = _rights(every_kreis.superuser(), "hub_reviews")

    assert all(name.startswith("review.") for right in ("INSERT", "DELETE", "UPDATE") for name in rights[right])
    seen = {name for name in rights["SELECT"] if not name.startswith("review.")}
    assert {name for name in seen if name.startswith("identity.staff")} == {
        f"identity.staff.{name}" for name in ("tenant_id", "staff_id", "pseudonym")
    }
    record = {"record.blind_index", *(f"record.cell.{name}" for name in ("tenant_id", "cell_id", "field_id"))}
    assert record == {name for name in seen if name.startswith("record.")}
    assert not {name for name in seen if "payload" in name or "bucket" in name}


def test_the_role_of_the_tree_touches_no_entry_and_no_payload(every_kreis: Kreis) -> None:
    """It takes from the waiting room, adds places and checkpoints, and lets tiles and head grow; nothing else."""
    rights = _rights(every_kreis.superuser(), "hub_tree")

    assert {f"ledger.{name}" for name in ("leaf", "tile", "head", "checkpoint")} == rights["INSERT"]
    assert {"ledger.tile", "ledger.head"} == rights["UPDATE"]
    assert {"ledger.pending"} == rights["DELETE"]
    entry = {f"ledger.entry.{name}" for name in ("tenant_id", "entry_id", "agency", "leaf", "created_at")}
    assert {"identity.login", "ledger.pending", *rights["INSERT"], *entry} == rights["SELECT"]
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} == set(rights)


def test_the_role_that_restores_adds_leaves_and_sees_no_payload(every_kreis: Kreis) -> None:
    """What the log lost gets its places again, and the checkpoints of its time; no words, no key, nothing destroyed."""
    rights = _rights(every_kreis.superuser(), "hub_restores")

    added = ("entry", "leaf", "tile", "head", "subject", "erased", "checkpoint")
    assert {f"ledger.{name}" for name in added} == rights["INSERT"]
    assert {"ledger.tile", "ledger.head"} == rights["UPDATE"]
    assert {"ledger.pending"} == rights["DELETE"]
    family = {"core.family.tenant_id", "core.family.family_id"}
    assert {"identity.login", "ledger.pending", *rights["INSERT"], *family} == rights["SELECT"]
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} == set(rights)


def test_the_role_that_reads_writes_only_marks_and_sessions(every_kreis: Kreis) -> None:
    """No cell, no consent, no entry: a used ticket, and what sign-in remembers."""
    rights = _rights(every_kreis.superuser(), "hub_reads")

    remembered = {"identity.session", "identity.logout_taken", "identity.turn"}
    session = {f"identity.session.{column}" for column in ("seen_at", "key_hash", "confirmed_at")}
    assert {"ledger.ticket_used", *remembered} == rights["INSERT"]
    assert {"identity.turn", *session} == rights["UPDATE"]
    assert remembered == rights["DELETE"]
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} == set(rights)


def test_the_role_that_writes_adds_and_changes_only_what_has_to_grow(every_kreis: Kreis) -> None:
    """Values, keys and papers are added, never changed; of the ledger it sees entries, about whom, and who looked."""
    rights = _rights(every_kreis.superuser(), "hub_writes")

    assert WRITES_ADD == rights["INSERT"]
    assert {
        "core.family.consent_epoch",
        "core.family.record_version",
        *("record.key_wrapping.until", "record.key_wrapping.wrapped", "record.cell.entrusted_to"),
        "record.key.closed_at",
        *(f"record.wrap_wanted.{name}" for name in ("signature", "signed_at", "tries", "answer")),
        *(f"record.wrap_wanted.{name}" for name in ("said", "said_at", "said_entry")),
        *("record.draft.box", "record.draft.saved_at"),
        "identity.assignment.until",
        "identity.assignment.entered_for",
        "identity.assignment.entered_at",
        "consent.journal.last",
        "consent.numbering.last",
        "consent.request.state",
        "consent.request.box",  # sealed anew, as holder keys, when an agency exchanges its pair
        *("record.holder_key.sealed", "conference.words.box", "conference.sheet_box.box"),
        *(f"consent.talk.{name}" for name in ("state", "number", "box", "saved_at", "entry_id")),
        *(f"consent.scan.{name}" for name in ("box", "brought_by", "brought_at")),
        *(f"consent.recall.{name}" for name in ("answer", "answered_at", "answered_by", "answer_entry", "tried_entry")),
        "consent.searched.entry_id",
        *(f"consent.onlooker.{name}" for name in ("told_by", "told_at", "told_entry")),
        *("review.case_step.sealed", "review.case_step.sealed_own"),
        *(f"consent.task.{name}" for name in ("noticed_at", "closed_at", "closed_by", "closed_entry")),
        *(f"consent.task_turn.{name}" for name in TURNED),
        *(f"identity.conflict.{name}" for name in ("ground", "declared_at", "lifted_by", "lifted_at")),
        *(f"identity.deputy.{name}" for name in GRANT),
        *(f"record.cell.{name}" for name in ("version", "levels", "disputed", "restricted_since", "passed_on_at")),
    } == rights["UPDATE"]
    gone = {"key_wrapping", "wrap_wanted", "blind_index", "draft", "receipt"}
    assert {
        *(f"record.{name}" for name in gone),
        "consent.open",
        "consent.worked_out",
        "consent.talk",
        "consent.scan",
    } == rights["DELETE"]
    index = {f"ledger.index.{name}" for name in ("tenant_id", "entry_id", "family_id")}
    index |= {f"ledger.index.{name}" for name in ("at", "event", "effect", "pseudonym", "agency")}  # D28
    index |= {f"ledger.subject.{name}" for name in ("tenant_id", "family_id", "family_seq", "entry_id")}
    assert {"ledger.entry", *index} == {name for name in rights["SELECT"] if name.startswith("ledger.")}
    assert {"SELECT", "INSERT", "UPDATE", "DELETE"} == set(rights)


def test_every_table_of_a_tenant_has_row_policies_and_they_are_forced(every_kreis: Kreis) -> None:
    """Also each partition, and also against the owner. Only in the table of logins the tenant is the answer."""
    found = every_kreis.superuser().execute(
        "select c.oid::regclass::text, c.relrowsecurity and c.relforcerowsecurity,"
        " exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant' and p.polpermissive)"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'"
        " where c.relkind in ('r', 'p') order by 1"
    )
    rows = found.fetchall()

    assert len(rows) > 30
    assert ["identity.login"] == [name for name, forced, named in rows if not (forced and named)]


@pytest.mark.parametrize("role", ["hub_reads", "hub_writes", "hub_books", "hub_tree", "hub_owner"])
@pytest.mark.parametrize("told", ["nothing", "another tenant"])
def test_without_its_tenant_no_role_sees_a_row(every_kreis: Kreis, role: str, told: str) -> None:
    """The roles behind the functions, and the owner of the tables: no tenant or another one, no rows."""
    superuser = every_kreis.superuser()
    names = _tenant_tables(superuser)
    superuser.execute(f"set role {role}")
    superuser.execute("select set_config('hub.tenant', %s, false)", ("" if told == "nothing" else str(uuid4()),))

    seen = {name for name in names if _counts(superuser, name)}

    assert set() == seen


def test_with_its_tenant_the_same_role_does_see_rows(every_kreis: Kreis) -> None:
    """The proof above proves something: it is the tenant that opens."""
    superuser = every_kreis.superuser()
    superuser.execute("select set_config('hub.tenant', %s, false)", (str(tenant(superuser)),))
    superuser.execute("set role hub_reads")

    assert _counts(superuser, "record.cell")


@pytest.mark.parametrize("role", ["hub_owner", "postgres"])
@pytest.mark.parametrize("table", ["ledger.entry", "ledger.subject", "ledger.leaf", "ledger.checkpoint"])
def test_not_even_the_owner_changes_or_empties_the_ledger(every_kreis: Kreis, role: str, table: str) -> None:
    """Changing, deleting and emptying stop at a trigger, for the owner and for the superuser."""
    superuser = every_kreis.superuser()
    superuser.execute("select set_config('hub.tenant', %s, false)", (str(tenant(superuser)),))
    superuser.execute(f"set role {role}")

    codes = {
        sqlstate(superuser, statement.format(table))
        for statement in ("update {} set tenant_id = tenant_id", "delete from {}", "truncate {} cascade")
    }

    assert {"42501"} == codes


@pytest.mark.parametrize("setting", ["hub.tenant", "hub.agency"])
def test_a_client_changes_nothing_by_saying_who_it_is(every_kreis: Kreis, setting: str) -> None:
    """The login alone counts: told another tenant or agency, the functions answer as before, and see no more."""
    attacker, family = every_kreis.connect("hub_jobcenter"), family_id(every_kreis.superuser())
    outline = "select subjects::text, cells::text from record.outline(%s)"
    before = attacker.execute(outline, (family,)).fetchall()

    for value in ("jugendamt", "loader", "", str(uuid4())):
        attacker.execute("select set_config(%s, %s, false)", (setting, value))

        assert before == attacker.execute(outline, (family,)).fetchall()


def _rights(superuser: Connection, role: str) -> dict[str, set[str]]:
    """What a role may on which tables, and on which columns where not on the whole."""
    held = defaultdict(set)
    for name, right in superuser.execute(
        "select c.oid::regclass::text, a.privilege_type from pg_class c, aclexplode(c.relacl) a"
        " where a.grantee = %s::regrole union all"
        " select c.attrelid::regclass::text || '.' || c.attname, a.privilege_type"
        " from pg_attribute c, aclexplode(c.attacl) a where a.grantee = %s::regrole",
        (role, role),
    ):
        held[right].add(name)
    return held


def _tenant_tables(superuser: Connection) -> list[str]:
    return [name for name in tables(superuser) if name not in {"identity.login", "record.field", "schema_version"}]


def _counts(connection: Connection, table: str) -> bool:
    """Whether rows can be seen; a table that may not be read shows none."""
    code = sqlstate(connection, f"select 1 from {table} limit 1")
    if code is not None:
        assert code == "42501"
        return False
    return connection.execute(f"select 1 from {table} limit 1").fetchone() is not None
