"""What was confided: giving it to another worker, with its keys. The statements."""
