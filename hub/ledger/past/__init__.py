"""What history that was kept elsewhere may refer to."""
