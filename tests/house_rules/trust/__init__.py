"""The routes of joining, trust and the back office, and what the scene needs for them."""
