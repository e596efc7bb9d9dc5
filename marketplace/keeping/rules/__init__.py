"""What is kept about somebody and why, for how long, and what they may ask to be done with it."""
