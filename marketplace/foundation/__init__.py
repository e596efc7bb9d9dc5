"""What every concept stands on: money, time, refusals, access, the database, the outbox and the journals."""
