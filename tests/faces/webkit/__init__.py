"""What every face shares: sign-in, headers, errors, logs, fragments, mail."""
