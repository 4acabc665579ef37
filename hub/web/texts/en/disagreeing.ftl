# Where several must sign, and one says no while another stands by a yes.
disagreed-consent_refused = They disagree: refused by { $names } on { $day }.
disagreed-consent_withdrawn = They disagree: withdrawn by { $names } on { $day }.
