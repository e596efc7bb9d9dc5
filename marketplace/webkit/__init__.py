"""What every face shares: sign-in, who may pass, whole pages and fragments, forms, errors, headers and the layout."""
