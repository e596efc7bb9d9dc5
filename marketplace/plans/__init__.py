"""The plan of how a budget is to help: what somebody wants, what is in it, who agrees to it, and where it stands."""
