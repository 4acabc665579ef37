# Entries and parts

entry-numbered = { $label } ({ $number })
entry-part = { $label }, part { $part }: { $persons }
