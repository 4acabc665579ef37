# The first page
start-recent = Opened last
start-without-families = { $role }: no families are opened in this function.
