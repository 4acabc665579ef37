# Die Konferenz im Raum und die gemeinsame Ansicht am Beamer.

kind-access-screen = Gemeinsame Ansicht
event-access-screen = { $named ->
    [0] { $who } zeigte in einer Fallkonferenz die gemeinsame Ansicht
   *[other] { $who } zeigte in einer Fallkonferenz allen Anwesenden { $what }
}
kind-conference-room = Konferenzraum
event-conference-room = { $who } öffnete oder schloss den Raum einer Fallkonferenz oder verband ein Fenster mit der gemeinsamen Ansicht
kind-conference-present = Anwesende bestätigt
event-conference-present = { $who } bestätigte, wer in einer Fallkonferenz anwesend ist

screen-title = Gemeinsame Ansicht
screen-sentence = Hier steht nur, was alle Anwesenden sehen dürfen.
screen-off = Bild aus (B)
screen-wait = Einen Moment …
screen-no-script = Diese Ansicht braucht JavaScript: Ohne es könnte sie nicht gesperrt werden, wenn jemand kommt oder geht. Deshalb steht hier nichts.
screen-nothing = Im Moment gibt es nichts, was alle Anwesenden sehen dürfen.
screen-notice = Wer als Gast hier ist: Was hier steht, dürfen Sie nur für dieses Gespräch verwenden und niemandem weitersagen (§ 78 SGB X).
screen-shut = Gesperrt, bis die Anwesenden bestätigt sind.
screen-dark = Das Bild ist aus.
screen-over = Diese Ansicht ist beendet. Sie können das Fenster schließen.
screen-cut = Die Verbindung ist unterbrochen. Deshalb steht hier nichts.
screen-code = Code
screen-code-text = Den Code nennt die Person, die die Konferenz leitet. Er gilt zehn Minuten und nur einmal.
screen-code-send = Ansicht öffnen
screen-code-wrong = Dieser Code gilt nicht. Vielleicht ist er schon benutzt oder älter als zehn Minuten: Lassen Sie sich einen neuen geben.

room-title = Konferenz { $number }: im Raum
room-when = Geplant von { $begin } bis { $end }.
room-closed = Der Raum ist nicht geöffnet. Auf der gemeinsamen Ansicht steht nichts.
room-open = Raum öffnen
room-over = Diese Konferenz ist vorbei.
room-state-shut = Die gemeinsame Ansicht ist gesperrt, bis Sie die Anwesenden bestätigen.
room-state-view = Die gemeinsame Ansicht zeigt, was alle Anwesenden sehen dürfen.
room-state-dark = Das Bild ist aus.
room-who = Wer ist da?
room-topics = Themen
room-topic = Thema { $place }: { $number }
room-since = seit { $moment }
room-family = aus der Familie
room-guest-nameless = Gast
room-guest-school = Schule
room-guest-kita = Kita
room-guest-interpreter = Sprachmittlung
room-guest-support = Beistand
room-guest-doctor = Praxis
room-guest-other = weiterer Gast
room-others = { $count ->
    [0] Ist jemand da, der nicht auf der Liste steht? Dann zählen Sie die Person hier mit.
    [one] Eine Person ist da, die nicht auf der Liste steht. Solange zeigt die Ansicht nichts. Planen Sie sie ein, wenn sie bleiben soll.
   *[other] { $count } Personen sind da, die nicht auf der Liste stehen. Solange zeigt die Ansicht nichts. Planen Sie sie ein, wenn sie bleiben sollen.
}
room-others-more = Jemand mehr ist da
room-others-less = Jemand davon ist gegangen
room-confirm = Anwesende bestätigen
room-screen = Gemeinsame Ansicht
room-screen-none = Es ist kein Fenster geöffnet. Die Ansicht endet von selbst: { $until }.
room-screen-bound = Ein Fenster ist geöffnet. Ein neuer Code beendet es, sobald er benutzt wird. Die Ansicht endet von selbst: { $until }.
room-screen-open = Beamer-Ansicht öffnen
room-screen-here = An diesem Gerät öffnen (neues Fenster)
room-code-text = An einem anderen Gerät: { $address } öffnen und diesen Code eingeben. Er gilt zehn Minuten und nur einmal.
room-dark = Bild aus
room-light = Bild an
room-ask = Jetzt um eine Einwilligung bitten
room-ask-text = Fragen und Antworten laufen wie sonst auch über das Gespräch. Sobald jemand Ja oder Nein gesagt hat, ändert sich die gemeinsame Ansicht von selbst. Nur wenn die Person es selbst anspricht, allein, in einem anderen Raum; das Bild ist aus. Ein Nein wird am Tisch nicht genannt.
room-ask-link = Zu den Einwilligungen dieser Familie
room-end = Ende
room-end-text = Danach zeigt kein Fenster mehr etwas. Wer wann da war, bleibt sechs Monate. Im Protokoll steht nur, wer da war, nicht wann.
room-close = Raum schließen
room-fault-changed = Inzwischen hat sich etwas geändert. Sehen Sie bitte noch einmal nach, wer da ist.
room-fault-closed = Der Raum ist nicht offen, oder er ist es schon. Es wurde nichts geändert.
room-fault-unknown = Das gibt es in dieser Konferenz nicht. Es wurde nichts geändert.
