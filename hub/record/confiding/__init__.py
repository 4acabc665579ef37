"""What was confided: closing it anew for its worker's key. The statements."""
