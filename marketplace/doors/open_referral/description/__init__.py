"""The feed's description of itself: OpenAPI 3.1, every endpoint, every parameter and every property of its records."""

from marketplace.doors.open_referral.description.document import description

__all__ = ["description"]
