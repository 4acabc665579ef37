"""Grants to stand in that a test itself entered, beside those that the load file brings."""

GRANTED_HERE = " where granted_by is not null and coalesce(entered_at >= '2026-11-16', true)"
