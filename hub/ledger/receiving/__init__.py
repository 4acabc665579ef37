"""What an agency received from another, as the looks of its own people say."""
