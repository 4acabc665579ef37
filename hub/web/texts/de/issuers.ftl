# Mehrere Anmeldedienste

sign-in-where = Wo ist Ihr Konto?
sign-in-with = Anmelden mit { $issuer }
