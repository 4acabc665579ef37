"""Cells, their values in versions, and the keys that open them."""

from alembic import op

revision = "0005"
down_revision = "0004"

SQL = r"""
-- The catalogue as the database needs it: reference data, the same for every tenant.
create table record.field (
    field_id  text primary key,
    bit       integer not null unique,
    partition text not null,
    category  text not null,
    ceiling   smallint not null check (ceiling between 0 and 3)
);

-- Fields are added, and their category and ceiling may change; a bit, once given, stays with its field.
create function record.sync_fields(p jsonb) returns void language plpgsql as $$
begin
    insert into record.field (field_id, bit, partition, category, ceiling)
    select f.field, f.bit, f.partition, f.category, f.ceiling
    from jsonb_to_recordset(p) as f (field text, bit integer, partition text, category text, ceiling smallint)
    on conflict (field_id) do update set category = excluded.category, ceiling = excluded.ceiling
    where record.field.bit = excluded.bit and record.field.partition = excluded.partition;
    if exists (select from jsonb_to_recordset(p) as f (field text, bit integer, partition text)
               join record.field x on x.field_id = f.field where (x.bit, x.partition) <> (f.bit, f.partition)) then
        raise exception 'a field has another bit or partition' using errcode = 'HB032';
    end if;
exception
    when unique_violation then raise exception 'a bit is given twice' using errcode = 'HB032';
end $$;

-- The persons that a cell is about, as a set that keys and cells share.
create table record.subjects (
    tenant_id   uuid not null,
    subjects_id uuid not null,
    family_id   uuid not null,
    primary key (tenant_id, subjects_id),
    foreign key (tenant_id, family_id) references core.family
);
create table record.subject (
    tenant_id   uuid not null,
    subjects_id uuid not null,
    person_id   uuid not null,
    primary key (tenant_id, subjects_id, person_id),
    foreign key (tenant_id, subjects_id) references record.subjects,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);
create index on record.subjects (tenant_id, family_id);

-- A cell of the record: one table to the functions, one table for each partition on disk.
create table record.cell (
    tenant_id        uuid not null,
    partition        text not null,
    cell_id          uuid not null,
    family_id        uuid not null,
    subjects_id      uuid not null,
    field_id         text not null references record.field,
    entry            integer not null check (entry > 0),
    owner            text not null,
    provider         text,
    version          integer not null check (version > 0),
    levels           smallint not null check (levels between 2 and 14),
    entrusted_to     uuid,
    entrusted_by     uuid[] not null default '{}',
    passed_on_at     timestamptz,
    disputed         boolean not null default false,
    restricted_since date,
    primary key (tenant_id, partition, cell_id),
    unique nulls not distinct (tenant_id, partition, family_id, subjects_id, field_id, owner, provider, entry),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, subjects_id) references record.subjects,
    foreign key (tenant_id, entrusted_to) references identity.staff (tenant_id, staff_id),
    check ((partition, owner) in (('core', 'jobcenter'), ('core', 'jugendamt'), ('sgb2', 'jobcenter'),
                                  ('sgb8', 'jugendamt'), ('provider', 'provider'), ('fam', 'joint'))),
    check ((owner = 'provider') = (provider is not null))
) partition by list (partition);
create index on record.cell (tenant_id, family_id);
create table core.cell     partition of record.cell for values in ('core');
create table sgb2.cell     partition of record.cell for values in ('sgb2');
create table sgb8.cell     partition of record.cell for values in ('sgb8');
create table provider.cell partition of record.cell for values in ('provider');
create table fam.cell      partition of record.cell for values in ('fam');

-- One key for what one yes can open: family, persons, owner's partition, category, level. `maker` is the agency that
-- writes under it: the owner, and in what is joint each agency for what it writes. A single note has a key of its own.
create table record.key (
    tenant_id   uuid not null,
    key_id      uuid not null,
    family_id   uuid not null,
    subjects_id uuid not null,
    partition   text not null,
    owner       text not null,
    maker       text not null,
    provider    text,
    category    text not null,
    level       smallint not null,
    cell_id     uuid,
    primary key (tenant_id, key_id),
    unique nulls not distinct (tenant_id, family_id, subjects_id, partition, owner, maker, provider, category, level,
                               cell_id),
    unique (tenant_id, key_id, family_id, maker),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, subjects_id) references record.subjects
);
-- What a holder opens with its private key, sealed by HPKE: one a family for each agency that makes keys. `kept` is
-- the same under the maker's own, so that it can wrap more keys for that holder later.
create table record.holder_key (
    tenant_id uuid not null,
    family_id uuid not null,
    maker     text not null,
    holder    text not null,
    sealed    bytea not null,
    kept      bytea,
    primary key (tenant_id, family_id, maker, holder),
    check ((maker = holder) = (kept is null)),
    foreign key (tenant_id, family_id) references core.family
);
create table record.key_wrapping (
    tenant_id uuid not null,
    key_id    uuid not null,
    family_id uuid not null,
    maker     text not null,
    holder    text not null,
    basis     text not null,
    wrapped   bytea not null,
    since     timestamptz not null,
    until     timestamptz not null,
    primary key (tenant_id, key_id, holder, basis, since),
    foreign key (tenant_id, family_id, maker, holder) references record.holder_key,
    foreign key (tenant_id, key_id, family_id, maker) references record.key (tenant_id, key_id, family_id, maker)
);

create index on record.key_wrapping (tenant_id, family_id, holder);

-- The values, encrypted; a change adds a version with author, source and date (B2).
create table record.value (
    tenant_id  uuid not null,
    partition  text not null,
    cell_id    uuid not null,
    version    integer not null check (version > 0),
    level      smallint not null check (level between 1 and 3),
    key_id     uuid not null,
    content    bytea not null,
    author     uuid,
    source     text not null check (source in ('person', 'custodian', 'other_agency', 'third_party', 'own_finding')),
    stated_on  date not null,
    written_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, partition, cell_id, version, level),
    foreign key (tenant_id, partition, cell_id) references record.cell (tenant_id, partition, cell_id),
    foreign key (tenant_id, key_id) references record.key,
    foreign key (tenant_id, author) references identity.staff (tenant_id, staff_id)
) partition by list (partition);
create table core.value     partition of record.value for values in ('core');
create table sgb2.value     partition of record.value for values in ('sgb2');
create table sgb8.value     partition of record.value for values in ('sgb8');
create table provider.value partition of record.value for values in ('provider');
create table fam.value      partition of record.value for values in ('fam');
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
