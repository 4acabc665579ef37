"""The gate: the one door through which social data pass.

Rule 1: every act on social data is a verb of this room, and is written to the ledger here: a change in one transaction
        with it, a look before it.
Rule 2: this room decides nothing. It asks `hub.policy` and obeys.
Rule 3: values that may not be shown are not read.
"""
