# Einträge und Teile

entry-numbered = { $label } ({ $number })
entry-part = { $label }, Teil { $part }: { $persons }

event-keys-wrapped = { $who } öffnete nach einer neuen Einwilligung Schlüssel für andere Stellen
