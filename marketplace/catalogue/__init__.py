"""What can be had: offers with their versions, prices and places, and directory entries from other people's feeds."""
