# The first page
start-recent = Opened last
start-without-families = { $role }: no families are opened in this function.
start-coming-meeting = { $when }: { $kind } { $number }
start-coming-minutes = The minutes of { $number } wait for your agency to confirm them.
start-coming-vacant = { $number } has no moderator any more. You can take it over.
