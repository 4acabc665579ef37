"""The end of what the log holds: what is over is destroyed, what is still needed is held back."""
