"""The monthly sample: drawn once, by chance that nobody steers, and drawn again by whoever has the export.

Rule 1: the seed is a cosigned checkpoint and a number whose hash stood in the log before that checkpoint was made.
Rule 2: what is drawn from is published with the draw: ids, strata without their names, weights. No name, no pseudonym.
Rule 3: what cannot be proven is said in the report, and what was told by a record kept elsewhere is called that.

Not trusted: whoever changes a draw is found out by its sheet's hash in the log, and by drawing it again.
"""
