"""What people say: ratings of what they got, and worries about what went wrong."""
