"""The open feed: what is on sale here as Open Referral UK version 3, for councils' directories and service finders."""
