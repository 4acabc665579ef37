"""What the embedded server is told: written anew at each start, beside its data, where its account cannot change it."""

from pathlib import Path

from hub.db.embedded_process import PORT

ROLES = (
    "postgres",
    "hub_owner",
    "hub_jobcenter",
    "hub_jugendamt",
    "hub_provider",
    "hub_family",
    "hub_oversight",
    "hub_loader",
    "hub_sequencer",
    "hub_signer",
    "hub_clerk",
    "hub_b_jobcenter",  # a second tenant's, in tests
    "hub_b_jugendamt",
)
_FIRST_WITH_ALL = 16  # before, `all` is not understood as a database role in pg_ident.conf

_SETTINGS = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = '64MB'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# An error of the database quotes the statement, the row and the value: none of that may come into a log.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
_NOT_DURABLE = """\
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
max_connections = 400
"""
"""`synchronous_commit` stays on: the ledger refuses to append without it. Several tests at once have many pools."""


def write_settings(folder: Path, socket_folder: Path, *, durable: bool) -> None:
    """`postgresql.conf`, and who may sign in: over the socket, and only as the operating system says."""
    places = {
        "unix_socket_directories": f'"{socket_folder}"',  # in double quotes a comma does not part two folders
        "hba_file": folder / "pg_hba.conf",
        "ident_file": folder / "pg_ident.conf",
    }
    lines = [f"port = {PORT}", *(f"{name} = {_quoted(str(place))}" for name, place in places.items())]
    text = "\n".join(lines) + "\n" + _SETTINGS + ("" if durable else _NOT_DURABLE)
    _replace(folder / "postgresql.conf", text)
    _replace(folder / "pg_hba.conf", "local all all peer map=hub\n")


def write_identities(folder: Path, account: str, major: int) -> None:
    """This operating system account may sign in as every role of the hub; nobody else as any (no password exists)."""
    roles = ("all",) if major >= _FIRST_WITH_ALL else ROLES
    _replace(folder / "pg_ident.conf", "".join(f'hub "{account}" {role}\n' for role in roles))


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _replace(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o644)  # the server's account reads it
