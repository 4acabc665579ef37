# Several providers of identity

sign-in-where = Where is your account?
sign-in-with = Sign in with { $issuer }
