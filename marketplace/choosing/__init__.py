"""What a person is choosing between: named lists of what they saw, kept as they saw it, shared with who they say."""
