# Entries and parts

entry-numbered = { $label } ({ $number })
entry-part = { $label }, part { $part }: { $persons }

event-keys-wrapped = { $who } opened keys for other bodies after a new consent
