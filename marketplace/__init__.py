"""The shared core of Ownpath and the faces that have no top-level folder of their own."""
