"""Where the database is: the operator's, or the embedded server."""

from hub.db.embedded import EmbeddedServer
from hub.settings.operator import Settings, need

DATABASE = "hub"


def embedded(settings: Settings) -> EmbeddedServer:
    """The embedded server of this state folder; whether it runs is not looked at."""
    return EmbeddedServer(settings.state / "postgresql", binaries=settings.binaries)


def owner_url(settings: Settings) -> str:
    """The database as its owner. The embedded server is started and its database made if need be."""
    outside = settings.login("hub_owner")
    if outside is not None:
        return outside
    server = embedded(settings)
    server.ensure()
    if not server.has_database(DATABASE):
        server.create_database(DATABASE)
    return server.url(DATABASE, "hub_owner")


def role_url(settings: Settings, role: str) -> str:
    """The database as one LOGIN role. The embedded server is started if it does not run."""
    outside = settings.login(role)
    if outside is not None:
        return outside
    server = embedded(settings)
    server.ensure()
    return server.url(DATABASE, role)


def administrator_url(settings: Settings, database: str = DATABASE) -> str:
    """The database as one who reads and makes everything in it, for backups; of another's server `HUB_BACKUP_URL`."""
    if settings.database_url is None:
        server = embedded(settings)
        server.ensure()
        return server.url(database, "postgres")
    return need(settings, "backup_url").backup_url
