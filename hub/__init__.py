"""The FAM hub: a shared family record of Jobcenter and Jugendamt, opened by law and consent, every look written down.

Each folder below is a room with one purpose; its `__init__.py` is its card. `docs/` explains, `pyproject.toml` holds
the contracts that say which room may know which.
"""
