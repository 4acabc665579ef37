# Lists in the log: one entry that names every family shown

event-access-list = { $named ->
    [0] { $who } opened the list of the own families
   *[other] { $who } read { $what } in the list of the own families
}
event-access-search = { $named ->
    [0] { $who } searched among the own families
   *[other] { $who } read { $what } while searching among the own families
}
log-families = { $count ->
    [1] Family { $numbers }
   *[other] Families { $numbers }
}
