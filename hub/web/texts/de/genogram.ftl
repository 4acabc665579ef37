# Genogramm

genogram-title = Genogramm
genogram-heading = Wer gehört wie zusammen?
genogram-nothing = Noch nichts eingetragen, was hier gezeigt werden darf.
genogram-picture = Genogramm { $number }
genogram-scroll = Bild des Genogramms, seitlich zu verschieben
genogram-as-table = Als Tabelle zeigen
genogram-legend = □ männlich · ○ weiblich · ◇ divers oder keine Angabe · △ Schwangerschaft · Zahl = Alter · ✕ verstorben · doppelter Rand = Person im Blick
genogram-legend-lines = Durchgezogen = verheiratet · gestrichelt = leben zusammen · / getrennt · // geschieden · A = adoptiert · P gestrichelt = Pflegekind · Fläche mit Strichrand = Haushalt; in zwei Flächen = im Wechsel
genogram-nameless = { $sex } ({ $age })
genogram-nameless-note = Ohne Namen und mit Altersgruppen: So gibt das Jugendamt es frei.
genogram-alternating = im Wechsel { $name }
genogram-household = in einem Haushalt leben { $names }
genogram-people = { $count ->
    [1] 1 Person, keine Verbindung, die hier gezeigt werden darf.
   *[other] { $count } Personen, keine Verbindung, die hier gezeigt werden darf.
}
genogram-home = { $letters }
genogram-homes = im Wechsel { $letters }
genogram-focus = Person im Blick
genogram-deceased = verstorben
genogram-expected = noch nicht geboren
genogram-person = Person
genogram-age = Alter
genogram-sex = Geschlecht
genogram-couples = Beziehung
genogram-parents = Eltern
genogram-households = Haushalt
genogram-notes = Hinweis
sex-female = weiblich
sex-male = männlich
sex-other = divers oder keine Angabe
sex-unborn = Schwangerschaft
bond-married = { $one } und { $other } sind verheiratet
bond-together = { $one } und { $other } leben zusammen
bond-separated = { $one } und { $other } leben getrennt
bond-divorced = { $one } und { $other } sind geschieden
couple-married = verheiratet mit { $name }
couple-together = lebt mit { $name }
couple-separated = getrennt von { $name }
couple-divorced = geschieden von { $name }
parents-birth = { $names }
parents-adopted = adoptiert von { $names }
parents-foster = Pflegekind bei { $names }
genogram-line-age = Alter { $age }
genogram-line-born = geboren { $day }
genogram-line-deceased = verstorben { $day }
genogram-line-home = { $count ->
    [1] Haushalt { $names }
   *[other] im Wechsel in den Haushalten { $names }
}
genogram-line-birth = { $child } ist Kind von { $names }
genogram-line-adopted = { $child } ist adoptiert von { $names }
genogram-line-foster = { $child } ist Pflegekind bei { $names }
