"""Consents as signed: papers, declarations, withdrawals. Rows are added, never changed."""

from alembic import op

revision = "0006"
down_revision = "0005"

SQL = r"""
-- What the signed text said (form version, categories with their field ids then, recipients, purposes, dates).
create table consent.paper (
    tenant_id  uuid not null,
    consent_id uuid not null,
    family_id  uuid not null,
    ref        text not null,
    document   jsonb not null,
    entry_id   uuid not null,
    entered_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consent_id),
    unique (tenant_id, ref),
    foreign key (tenant_id, family_id) references core.family
);
create index on consent.paper (tenant_id, family_id);

-- Whose data a paper is about.
create table consent.paper_person (
    tenant_id  uuid not null,
    consent_id uuid not null,
    person_id  uuid not null,
    primary key (tenant_id, consent_id, person_id),
    foreign key (tenant_id, consent_id) references consent.paper,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);

-- What one person said to a paper: yes or no, when, how.
create table consent.declaration (
    tenant_id  uuid not null,
    consent_id uuid not null,
    ordinal    integer not null,
    person_id  uuid not null,
    answer     text not null check (answer in ('yes', 'no')),
    document   jsonb not null,
    entry_id   uuid not null,
    entered_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consent_id, ordinal),
    foreign key (tenant_id, consent_id) references consent.paper,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);

-- A withdrawal counts from the second in which it first reached one of the agencies (D27).
create table consent.withdrawal (
    tenant_id   uuid not null,
    consent_id  uuid not null,
    ordinal     integer not null,
    person_id   uuid not null,
    received_at timestamptz not null,
    document    jsonb not null,
    entry_id    uuid not null,
    entered_at  timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consent_id, ordinal),
    foreign key (tenant_id, consent_id) references consent.paper,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
