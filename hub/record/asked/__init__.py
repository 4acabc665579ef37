"""What agencies ask of each other's keys: one row for each asking, a signed message there and a signed answer back."""
