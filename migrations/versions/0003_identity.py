"""Agencies, staff, posts, accounts, sessions, and what ties staff to families."""

from alembic import op

revision = "0003"
down_revision = "0002"

SQL = r"""
create table identity.agency (
    tenant_id uuid not null,
    unit      text not null,
    kind      text not null check (kind in ('jobcenter', 'jugendamt', 'provider', 'family', 'external')),
    name      text not null,
    short     text not null,
    primary key (tenant_id, unit)
);

create table identity.staff (
    tenant_id uuid not null,
    staff_id  uuid not null,
    ref       text not null,
    name      text not null,
    pseudonym text not null,
    primary key (tenant_id, staff_id),
    unique (tenant_id, ref),
    unique (tenant_id, pseudonym)
);

-- One role in one agency for a time; who signs in acts in exactly one of them (A4).
create table identity.post (
    tenant_id uuid not null,
    post_id   uuid not null,
    staff_id  uuid not null,
    role      text not null,
    unit      text not null,
    served_by text not null check (served_by in ('jobcenter', 'jugendamt', 'provider', 'family', 'oversight')),
    team      text,
    since     date not null,
    until     date not null default 'infinity',
    hr_decision boolean not null default false,
    primary key (tenant_id, post_id),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, unit) references identity.agency
);
create index on identity.post (tenant_id, staff_id);

create table identity.account (
    tenant_id uuid not null,
    issuer    text not null,
    subject   text not null,
    staff_id  uuid not null,
    primary key (tenant_id, issuer, subject),
    foreign key (tenant_id, staff_id) references identity.staff
);

-- The cookie holds the key, the table only its SHA-256.
create table identity.session (
    tenant_id  uuid not null,
    key_hash   bytea not null,
    post_id    uuid not null,
    opened_at  timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp(),
    primary key (tenant_id, key_hash),
    foreign key (tenant_id, post_id) references identity.post
);
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
