"""Families and people: only the facts that decide."""

from alembic import op

revision = "0004"
down_revision = "0003"

SQL = r"""
create table core.family (
    tenant_id        uuid not null,
    family_id        uuid not null,
    number           text not null check (number ~ '^[A-Z0-9-]{1,32}$'),
    status           text not null check (status in ('none', 'proposed', 'admitted', 'ended')),
    proposing_agency text not null check (proposing_agency in ('jobcenter', 'jugendamt')),
    exit_date        date,
    staff_related    boolean not null default false,
    consent_epoch    bigint not null default 0,
    primary key (tenant_id, family_id),
    unique (tenant_id, number)
);

create table core.person (
    tenant_id        uuid not null,
    person_id        uuid not null,
    family_id        uuid not null,
    ref              text not null,
    kind             text not null check (kind in ('participant', 'third', 'representative')),
    born             date,
    deceased_on      date,
    languages        text[] not null,
    insight          text not null check (insight in ('yes', 'no', 'doubted')),
    restricted_since date,
    conflict_since   date,
    conflict_until   date,
    address_lock     boolean not null default false,
    primary key (tenant_id, person_id),
    foreign key (tenant_id, family_id) references core.family,
    unique (tenant_id, family_id, ref),
    check (kind <> 'participant' or born is not null)
);

-- Custody of a minor (§§ 1626 ff. BGB) or the Betreuung of an adult (§§ 1814 ff. BGB), by area and time.
-- What the proof says stays in sgb8 (D18); here only that and when it was seen.
create table core.holding (
    tenant_id   uuid not null,
    person_id   uuid not null,
    holder_id   uuid not null,
    kind        text not null check (kind in ('custody', 'betreuung')),
    areas       text[] not null check (cardinality(areas) > 0),
    since       date not null default '-infinity',
    until       date not null default 'infinity',
    rests_since date,
    proven_on   date,
    primary key (tenant_id, person_id, holder_id, kind, areas, since),
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id),
    foreign key (tenant_id, holder_id) references core.person (tenant_id, person_id)
);

create table identity.assignment (
    tenant_id uuid not null,
    family_id uuid not null,
    staff_id  uuid not null,
    since     date not null,
    until     date not null default 'infinity',
    primary key (tenant_id, staff_id, family_id, since),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, family_id) references core.family
);

-- Who stands in for whom, for which time and why (I15). No end, no grant.
create table identity.deputy (
    tenant_id     uuid not null,
    staff_id      uuid not null,
    family_id     uuid not null,
    stands_in_for uuid not null,
    since         date not null,
    until         date not null,
    reason        text not null check (length(reason) > 0),
    primary key (tenant_id, staff_id, family_id, since),
    foreign key (tenant_id, stands_in_for) references identity.staff,
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, family_id) references core.family
);

-- A declared or known relation shuts the whole case (A13, § 16 SGB X).
create table identity.relation (
    tenant_id uuid not null,
    staff_id  uuid not null,
    person_id uuid not null,
    relation  text not null,
    primary key (tenant_id, staff_id, person_id),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
