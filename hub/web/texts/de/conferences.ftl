## Fallkonferenzen: was im Protokoll der Zugriffe steht
kind-conference-planned = Fallkonferenz geplant
event-conference-planned = { $who } plante eine Fallkonferenz
event-conference-planned-denied = { $who } wollte eine Fallkonferenz planen und wurde abgelehnt
kind-conference-changed = Fallkonferenz geändert
event-conference-changed = { $who } änderte die Planung einer Fallkonferenz
event-conference-changed-denied = { $who } wollte die Planung einer Fallkonferenz ändern und wurde abgelehnt
kind-conference-read = Fallkonferenzen angesehen
event-conference-read = { $who } sah die eigenen Fallkonferenzen an
