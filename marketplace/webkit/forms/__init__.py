"""Forms and fields that faces share."""
