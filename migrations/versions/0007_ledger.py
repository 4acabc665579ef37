"""The ledger: leaves, erasable payloads, tickets. INSERT only."""

from alembic import op

revision = "0007"
down_revision = "0006"

SQL = r"""
-- A leaf holds nothing personal and is kept for good; `xid` tells whether its transaction is another than the reader's.
create table ledger.entry (
    tenant_id  uuid not null,
    entry_id   uuid not null,
    agency     text not null,
    leaf       bytea not null check (length(leaf) <= 2048),
    writer_id  uuid not null,
    writer_seq bigint not null check (writer_seq > 0),
    xid        xid8 not null default pg_current_xact_id(),
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, entry_id),
    unique (tenant_id, writer_id, writer_seq)
);

-- What follows is written with its entry by ledger.append alone, and nobody changes or deletes an entry. References to
-- it would be a query each at every look (five of them: 0.1 ms of 0.8), so only the payload, which lasts, has one.

-- What waits to be put into the tree.
create table ledger.pending (
    tenant_id uuid not null,
    entry_id  uuid not null,
    primary key (tenant_id, entry_id)
);

-- A bucket's key opens the payloads of one family, one day and one retention class; without it they are noise.
create table ledger.bucket (
    tenant_id    uuid not null,
    bucket_id    uuid not null,
    retention    text not null check (retention in ('access_log', 'disclosure_register')),
    retain_until date,
    primary key (tenant_id, bucket_id)
);
create table ledger.bucket_key (
    tenant_id uuid not null,
    bucket_id uuid not null,
    holder    text not null,
    sealed    bytea not null,
    primary key (tenant_id, bucket_id, holder),
    foreign key (tenant_id, bucket_id) references ledger.bucket
);

-- Who (actor) lives six months; what, why and on which basis lives as long as its book says (H6).
create table ledger.payload (
    tenant_id    uuid not null,
    entry_id     uuid not null,
    actor_bucket uuid not null,
    case_bucket  uuid not null,
    segments     bytea[] not null check (cardinality(segments) = 5),
    primary key (tenant_id, entry_id),
    foreign key (tenant_id, entry_id) references ledger.entry,
    foreign key (tenant_id, actor_bucket) references ledger.bucket (tenant_id, bucket_id),
    foreign key (tenant_id, case_bucket) references ledger.bucket (tenant_id, bucket_id)
);

-- What is encrypted cannot be compressed: do not try.
alter table ledger.payload alter column segments set storage external;
-- Most payloads fit into a page: keep them there, and spare a look the rows of a second table.
alter table ledger.payload set (toast_tuple_target = 8160);

-- The family's own numbering of what was done with its record: 1, 2, 3 …, so that an omission shows.
create table ledger.subject (
    tenant_id  uuid not null,
    family_id  uuid not null,
    family_seq bigint not null check (family_seq > 0),
    entry_id   uuid not null,
    primary key (tenant_id, family_id, family_seq)
);

-- What a data protection officer filters by. Derived; erased with the payload.
create table ledger.index (
    tenant_id   uuid not null,
    entry_id    uuid not null,
    controllers text[] not null,
    at          timestamptz not null,
    event       text not null,
    role        text not null,
    purpose     text,
    effect      text not null,
    pseudonym   text not null,
    family_id   uuid,
    primary key (tenant_id, entry_id)
);

-- What a committed entry permits to be read, for a moment: which version of which cell, at which level.
-- Personal: deleted after an hour.
create table ledger.ticket (
    tenant_id  uuid not null,
    entry_id   uuid not null,
    family_id  uuid not null,
    epoch      bigint not null,
    at         timestamptz not null,
    cells      uuid[] not null,
    partitions text[] not null check (cardinality(partitions) = cardinality(cells)),
    versions   integer[] not null check (cardinality(versions) = cardinality(cells)),
    levels     smallint[] not null check (cardinality(levels) = cardinality(cells)),
    primary key (tenant_id, entry_id)
);
create table ledger.ticket_used (
    tenant_id uuid not null,
    entry_id  uuid not null,
    used_at   timestamptz not null default clock_timestamp(),
    primary key (tenant_id, entry_id)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger only grows' using errcode = '42501';
end $$;
create trigger only_grows before update or delete or truncate on ledger.entry
    for each statement execute function ledger.refuse_change();
create trigger only_grows before update or delete or truncate on ledger.subject
    for each statement execute function ledger.refuse_change();
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
