"""Many reports: building them, writing them, and importing forms. With `release`, the only room that writes."""
