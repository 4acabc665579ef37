"""The sessions of whoever is signed in, for themselves."""
