"""What an auditor would find. One file a check; checks change no data."""
