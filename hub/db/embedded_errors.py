"""Why there is no embedded server."""


class EmbeddedUnusable(RuntimeError):
    """The embedded server cannot be started or used; the message says why and what helps. No data were touched."""
