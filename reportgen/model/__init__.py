"""The form as data, and all of its arithmetic. No room above this one computes a figure."""
