# Was um eine Zeile des Protokolls herum galt, und was sie beweist (J10)

log-who-own = Ihr Konto ({ $role }, { $agency })
log-beside = Beweis: { $proof }
proof-proven = im Baum bewiesen
proof-waiting = wartet auf Zeugen
proof-taken_over = übernommen, nicht bezeugt

context-duty = Dienst laut Plan { $times }
context-on-call = Bereitschaft laut Plan { $times }
context-duty-none = Kein Dienst eingetragen
context-duty-not-delivered = Dienstplan liegt nicht vor
context-duty-not-ours = Dienst steht bei der anderen Stelle
context-absent = Abwesend laut Plan
context-left = Letzter Arbeitstag lag davor
context-appointment = Termin { $kind } { $times }
context-appointment-late = Termin { $kind } { $times } (erst { $day } eingetragen)
context-deputy = vertritt { $who } seit { $day }
context-deputy-self = vertritt nach eigener Angabe { $who } seit { $day }
context-assigned = zuständig seit { $day }
context-not-assigned = nicht zuständig
context-late = { $what } (erst { $day } eingetragen)
context-consent-ran = Einwilligung { $number } galt
context-consent-not_signed = Einwilligung { $number } war nicht erklärt
context-consent-not_begun = Einwilligung { $number } galt noch nicht
context-consent-over = Einwilligung { $number } war abgelaufen
context-consent-withdrawn = Einwilligung { $number } war widerrufen seit { $moment }
context-consent-unknown = Einwilligung { $number } nicht im Hub
context-procedure = Verfahren nach § 8a SGB VIII lief

appointment-home_visit = Hausbesuch
appointment-conference = Fallkonferenz
appointment-admissions = Runde zu Aufnahmen
appointment-aftercare = Nachbetreuung
appointment-talk = Gespräch
appointment-other = Sonstiges

kind-review-inputs = Dienst und Termine für die Prüfung
event-review-inputs = { $who } lieferte Dienstzeiten, Abwesenheiten oder Termine für die Prüfung des Protokolls

filter-quartal = Quartal
    .fault = Quartal: Bitte wählen. Eine Kennung gilt nur in einem Quartal.
filter-quartal-name = { $number }. Quartal { $year }
