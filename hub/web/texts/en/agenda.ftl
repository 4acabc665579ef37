# What matters today
agenda-consent-ends = A consent runs out
agenda-purpose = The next 30 days, read for “{ $purpose }”. This stands in the log, too.
agenda-unknown = Your dates cannot be loaded just now. Everything else works.
