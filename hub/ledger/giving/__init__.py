"""What the owner of something shown is given of the entry: a box of its own, which nobody else's key opens."""
