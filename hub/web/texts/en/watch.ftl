kind-log-evaluated = evaluation of the log by rules
event-log-evaluated = The system evaluated the log by rules
