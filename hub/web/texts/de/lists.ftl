# Listen im Protokoll: ein Eintrag, der jede gezeigte Familie nennt

event-access-list = { $named ->
    [0] { $who } öffnete die Liste der eigenen Familien
   *[other] { $who } las in der Liste der eigenen Familien { $what }
}
event-access-search = { $named ->
    [0] { $who } suchte unter den eigenen Familien
   *[other] { $who } las beim Suchen unter den eigenen Familien { $what }
}
log-families = { $count ->
    [1] Familie { $numbers }
   *[other] Familien { $numbers }
}
