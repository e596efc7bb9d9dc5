"""The face of brokers, as they use it."""
