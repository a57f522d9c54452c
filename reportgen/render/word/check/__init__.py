"""What can be found in a template without data: each module declares one kind of fault."""
