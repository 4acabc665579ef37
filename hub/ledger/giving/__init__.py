"""What the owner of something shown is given of the entry: a box of its own, which nobody else's key opens.

Of a look one, of a list or a search one for each family. A person's own share is made anew from the opened entry.
"""
