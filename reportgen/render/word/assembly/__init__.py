"""Finished Word files put together: several bound into one document, or laid into a file of the bureau's."""
