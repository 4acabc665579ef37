"""Talks and scanned sheets, sealed."""
