"""How often somebody may ask: turns that all workers count together."""
