"""What is to be done about consents because time passes: worked out from the papers, and kept as reminders."""
