"""Finding: documents made from the catalogue, engines that hold them, and the search over both."""
