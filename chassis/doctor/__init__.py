"""`sifa doctor`: the likeliest misconfigurations of an installation, each a small look with its reason and remedy."""
