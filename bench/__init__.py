"""The benchmarks, each beside the floor that it is measured against: ``python -m bench``."""
