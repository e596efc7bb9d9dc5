"""The forms of the storefront."""
