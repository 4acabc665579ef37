"""Backups: the whole database in one encrypted file, whose key lives 35 days and lies elsewhere.

Knows no table. What a restored database must be told before anybody is served is other rooms' (`hub consent replay`).
"""
