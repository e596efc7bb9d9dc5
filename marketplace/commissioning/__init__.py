"""What a funder sees of what its money buys."""
