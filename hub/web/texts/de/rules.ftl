kind-policy-activated = Regeln in Kraft gesetzt
event-policy-activated = { $who } setzte neue Regeln in Kraft
