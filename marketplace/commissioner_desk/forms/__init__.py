"""The forms of the commissioner desk."""
