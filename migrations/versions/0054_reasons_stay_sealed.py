"""Why something was only spoken is a sentence: papers, which lie in clear for both agencies, say only that it is.

The sentence stays sealed with its talk; of papers that were loaded it stays in their file.
"""

from alembic import op

revision = "0054"
down_revision = "0053"

SQL = r"""
alter table consent.paper no force row level security;
update consent.paper p set document = jsonb_set(p.document, '{special_circumstances}', '"stated"')
where p.document ->> 'special_circumstances' <> '';
alter table consent.paper force row level security;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
