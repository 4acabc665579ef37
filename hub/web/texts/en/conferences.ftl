## Case conferences: what the log says of them
kind-conference-planned = case conference planned
event-conference-planned = { $who } planned a case conference
event-conference-planned-denied = { $who } wanted to plan a case conference and was refused
kind-conference-changed = case conference changed
event-conference-changed = { $who } changed the planning of a case conference
event-conference-changed-denied = { $who } wanted to change the planning of a case conference and was refused
kind-conference-read = case conferences looked at
event-conference-read = { $who } looked at their own case conferences
