"""What a funder sees of what its money buys, and of what people ask for and cannot find."""
