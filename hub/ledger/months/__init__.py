"""Keys of the log that end with their month: files, and the statements that seal anew what lives."""
