"""The face of people who use support, through its pages and forms."""
