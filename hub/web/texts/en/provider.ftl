# Demo sign-in

provider-title = Demo sign-in
provider-text = No password: choose who to sign in as. All people are invented.
provider-for = Signing in at: { $group }
provider-here = Accounts of this address
provider-elsewhere = Accounts of other agencies
provider-elsewhere-text = They are shown the way to their own address.
provider-account = { $name }
provider-account-role = { $role } · { $agency }
provider-refused = This sign-in is not possible
provider-refused-text = The request of the application is incomplete or unknown: { $reason }
provider-left = Signed out
provider-left-text = No sign-in is kept here.
provider-back = Back to the application
demo-title = Demo: Kreis Musterau
demo-text = Pro Arbeit (Jobcenter) and Jugendamt support families together. Each agency has its own address and sees only what own task, consent and rules allow. All data are invented.
demo-address = Sign in at { $host }
demo-who = Who is who?
demo-account-line = { $name } – { $role }
demo-token = For the API, the command "hub demo token { $subject }" prints a token.
provider-nothing = There is no such page here
provider-nothing-text = Check the address. Who signs in where is on the first page.
