"""Whether the promises would notice: rules taken away, conditions turned round, and mutants of the engine."""
