# Der Probeblick: was jemand sehen würde. „du“ bis 14 Jahre, „easy“ ist Leichte Sprache.

kind-access-preview = Probeblick
event-access-preview = { $named ->
    [0] { $who } machte einen Probeblick
   *[other] { $who } machte einen Probeblick und las dabei { $what }
}

preview-title = Probeblick
preview-link = Probeblick: Was sieht die andere Seite?
preview-own-link = Was sieht die Person?
preview-own-link-of = Was sieht die Person durch Zustimmung { $ref }?
preview-heading = Das sieht { $name }
preview-text = So sähe die Seite jetzt aus, und so ohne die Einwilligung { $ref }. Entschieden wird wie bei einem echten Blick. Gespeichert oder freigegeben wird dabei nichts.
preview-text-talk = So sähe die Seite mit diesen Antworten aus. Entschieden wird wie bei einem echten Blick. Gespeichert oder freigegeben wird dabei nichts.
preview-talk-button = Probeblick mit diesen Antworten (neues Fenster)
preview-talk-link = Probeblick: Wenn alle Fragen mit Ja beantwortet werden
preview-all-later = Alle Fragen sind offen. Deshalb ändert sich nichts.
preview-back-talk = Zum Gespräch
preview-own-part = Hier steht nur, was Ihre Stelle eingetragen hat und was beide gemeinsam führen. Was die andere Stelle hat und ob sie etwas hat, steht hier nicht.
preview-recipients = Wessen Seite
preview-purposes = Wofür
preview-asked = Gefragt ist nach: { $categories }.
preview-back = Zu den Einwilligungen
preview-own-back = Zu meinen Zustimmungen
    .du = Zu deinen Zustimmungen

preview-nothing = { $name } sieht hiervon nichts.
preview-no-page = { $name } hat keine Seite in diesem Programm. Einen Probeblick gibt es dafür nicht.
    .easy = { $name } hat hier keine Seite.
preview-no-recipient = Hier ist niemand genannt. Deshalb öffnet das nichts.
preview-summary = { $name } sieht jetzt { $now ->
    [0] hiervon nichts
    [one] eine dieser Angaben
   *[other] { $now } dieser Angaben
}, { $rest }.
preview-then-no_yes = ohne Ihr Ja { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
    .du = ohne dein Ja { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
preview-then-my_yes = mit Ihrem Ja { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
    .du = mit deinem Ja { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
preview-then-no_paper = ohne diese Einwilligung { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
preview-then-answers = mit diesen Antworten { $then ->
    [0] keine
    [one] eine
   *[other] { $then }
}
preview-same-agency = { $name } arbeitet bei Ihrer Stelle. Was die andere Stelle dafür öffnen würde, steht hier nicht.
preview-team = Gezeigt wird, was jemand aus diesem Team sieht, der mit der Familie arbeitet.
preview-from = Gezeigt wird der { $day }: Vorher gilt es noch nicht.
preview-assumed = Gezeigt wird es so, als hätten alle so geantwortet, deren Antwort nötig ist.
preview-unopened = Der Wortlaut steht nicht auf dieser Seite.
preview-change-new = neu sichtbar
preview-change-gone = nicht mehr sichtbar
preview-change-more = ausführlicher sichtbar
preview-change-less = nur noch verkürzt sichtbar

preview-own-with = Das sieht die Person jetzt von Ihnen. Mit „−“ steht, was sie ohne Ihr Ja ({ $ref }) nicht mehr sähe. Es ändert sich nichts, solange Sie hier nur schauen.
    .du = Das sieht die Person jetzt von dir. Mit „−“ steht, was sie ohne dein Ja ({ $ref }) nicht mehr sähe. Es ändert sich nichts, solange du hier nur schaust.
    .easy = Das sieht die Person jetzt. Ein „−“ heißt: Ohne Ihr Ja sieht sie das nicht mehr. Schauen ändert nichts.
    .du-easy = Das sieht die Person jetzt. Ein „−“ heißt: Ohne dein Ja sieht sie das nicht mehr. Schauen ändert nichts.
preview-own-without = Das sieht die Person jetzt von Ihnen. Mit „+“ steht, was durch Ihr Ja zu { $ref } dazukäme. Sie müssen nicht Ja sagen. Es ändert sich nichts, solange Sie hier nur schauen.
    .du = Das sieht die Person jetzt von dir. Mit „+“ steht, was durch dein Ja zu { $ref } dazukäme. Du musst nicht Ja sagen. Es ändert sich nichts, solange du hier nur schaust.
    .easy = Das sieht die Person jetzt. Ein „+“ heißt: Mit Ihrem Ja sieht sie das auch. Sie müssen nicht Ja sagen. Schauen ändert nichts.
    .du-easy = Das sieht die Person jetzt. Ein „+“ heißt: Mit deinem Ja sieht sie das auch. Du musst nicht Ja sagen. Schauen ändert nichts.
preview-limits = Was hier nicht steht
preview-limits-others = Angaben über andere Menschen, auch wenn die Person sie sieht.
    .easy = Angaben über andere Menschen.
preview-limits-own = Was die Stelle der Person selbst gespeichert hat. Dafür braucht sie keine Zustimmung.
    .easy = Was ihr eigenes Amt schon weiß.
preview-limits-law = Manches darf diese Seite nicht zeigen. Das Gesetz schreibt das vor. Das gilt für alle Familien.
    .easy = Manches darf hier nicht stehen. Das gilt für alle Familien.
preview-limits-why = Warum etwas nicht zu sehen ist. Oft müssen noch andere zustimmen.
    .easy = Warum etwas fehlt. Oft müssen auch andere Menschen Ja sagen.
