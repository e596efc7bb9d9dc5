"""What is kept about people: for how long, what each may have of it, and how it ends."""
