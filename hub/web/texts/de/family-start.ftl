# Die erste Seite für Familien

family-start-title = Guten Tag
family-start-text = Sie sind angemeldet. Diese Seite ist nur für Sie.
family-start-coming = Diese Seiten kommen noch:
family-start-consents = Zustimmungen: Sie sehen, wozu Sie Ja gesagt haben. Sie können Ja und Nein ändern.
family-start-looks = Zugriffe: Sie sehen, welche Stelle Ihre Daten angeschaut hat.
family-start-goals = Ziele: Sie sehen Ihre Ziele.
family-start-dates = Termine: Sie sehen Ihre Termine.
family-start-questions = Fragen: Sie können Ihre Daten verlangen oder einen Fehler melden.
family-start-until = Bis dahin hilft Ihre Ansprechperson. Sie können eine Zustimmung auch dort jederzeit widerrufen.
