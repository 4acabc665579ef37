"""What was confided: closing it anew for its worker's key, and handing it on to another worker. The statements."""
