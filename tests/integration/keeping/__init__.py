"""What is kept, and how it ends."""
