"""What the office does all year. Each file tells one kind of work; what it puts into the books stands there too."""
