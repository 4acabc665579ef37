"""Forms that were written when the rules stood, and on which none of them was tuned: the honest figure."""
