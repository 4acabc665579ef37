"""Drafts: what somebody typed and has not sent. Beside the record, not in it; nobody but its author gets it back."""
