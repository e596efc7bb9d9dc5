"""The tests of Ownpath: they mirror the folders that they test."""
