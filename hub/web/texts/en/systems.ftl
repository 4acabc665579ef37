# Questions of other systems (AuthZEN)

event-access-evaluated = { $who } asked through another system whether something would be permitted
