# Fragen anderer Systeme (AuthZEN)

event-access-evaluated = { $who } fragte über ein Fachverfahren, ob etwas erlaubt wäre
