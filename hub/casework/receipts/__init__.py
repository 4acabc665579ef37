"""Receipts: who was told what and said what, one for each person and consent, as text, as PDF and as a DPV record."""
