# Die erste Seite
start-recent = Zuletzt geöffnet
start-without-families = { $role }: In dieser Funktion werden keine Familien geöffnet.
