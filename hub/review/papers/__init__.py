"""The papers of accountability: register, joint arrangement, impact assessment, stand of the consents.

Rule 1: what the rules, the catalogue and the settings say is read from them, never written a second time.
Rule 2: what only people decide stands in a file of its own, and where nobody has decided it yet the paper says so.
Rule 3: numbers tell of nobody: small ones are hidden with as many others as it takes, and staff are not counted.
"""
