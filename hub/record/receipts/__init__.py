"""Receipts: that a change was sent under a key, and what was answered. Ids alone, for a day."""
