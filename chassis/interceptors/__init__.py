"""What wraps every gRPC method of every service."""
