# Wo mehrere unterschreiben müssen und eine Person Nein sagt, während eine andere bei ihrem Ja bleibt.
disagreed-consent_refused = Uneinig: abgelehnt von { $names } am { $day }.
disagreed-consent_withdrawn = Uneinig: widerrufen von { $names } am { $day }.
