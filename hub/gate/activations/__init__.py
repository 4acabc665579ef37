"""Which set of rules was put in force when, with what it says. Not trusted: its digest is worked out anew."""
