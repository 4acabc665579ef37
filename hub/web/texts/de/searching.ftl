# Einträge und Teile

entry-numbered = { $label } ({ $number })
entry-part = { $label }, Teil { $part }: { $persons }
