"""What the policy room promises, tried on all cases and on the ones that break most easily."""
