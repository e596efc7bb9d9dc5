"""The forms of the provider's portal."""
