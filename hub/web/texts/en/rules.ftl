kind-policy-activated = rules put in force
event-policy-activated = { $who } put new rules in force
