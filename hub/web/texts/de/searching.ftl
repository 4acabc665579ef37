# Einträge und Teile

entry-numbered = { $label } ({ $number })
entry-part = { $label }, Teil { $part }: { $persons }

event-keys-wrapped = { $who } öffnete nach einer neuen Einwilligung Schlüssel für andere Stellen

menu-families = Familien
families-title = Meine Familien
families-found-title = Gefundene Familien
families-purpose = Gezeigt wird, was für „{ $purpose }“ zu sehen ist.
families-caption = Familien mit Namen, nächstem Termin und offenen Punkten
families-column-nummer = Nummer
families-column-name = Name
families-column-termin = Nächster Termin
families-column-offen = Offen
families-none = Ihnen ist noch keine Familie zugeordnet.
families-none-found = Keine Familie gefunden oder keine Zuständigkeit.
families-found = { $count ->
    [1] Eine Familie gefunden.
   *[other] { $count } Familien gefunden.
}
families-all = Alle meine Familien
families-more = Weitere Familien
families-more-found = Es gibt weitere Treffer. Bitte genauer suchen.
families-ends = Einwilligung läuft am { $day } ab
families-own-say = Eigene Entscheidung steht aus
families-written-down = Der Blick auf jede Familie ist aufgeschrieben; der Suchbegriff nicht.
