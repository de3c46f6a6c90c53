"""Legal aid (法律援助): applications, decisions, institutions."""
