"""Forms that were written after the rules were made, and on which none of them was tuned: the honest figure."""
