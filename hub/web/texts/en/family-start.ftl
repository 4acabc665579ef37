# The first page for families

family-start-title = Welcome
family-start-text = You are signed in. This page is for you alone.
family-start-coming = These pages are still to come:
family-start-consents = Consents: you see what you said yes to. You can change yes and no.
family-start-looks = Looks: you see which office looked at your data.
family-start-goals = Goals: you see your goals.
family-start-dates = Dates: you see your appointments.
family-start-questions = Questions: you can ask for your data or report a mistake.
family-start-until = Until then your contact person helps. You can also withdraw a consent there at any time.
