# Die erste Seite
start-recent = Zuletzt geöffnet
start-without-families = { $role }: In dieser Funktion werden keine Familien geöffnet.
start-coming-meeting = { $when }: { $kind } { $number }
start-coming-minutes = Das Protokoll von { $number } wartet auf die Bestätigung Ihrer Behörde.
start-coming-vacant = { $number } hat keine Moderation mehr. Sie können sie übernehmen.
