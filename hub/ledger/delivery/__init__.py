"""What a delivery of the log takes out of the database."""
