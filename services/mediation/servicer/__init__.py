"""gRPC servicers: translate, call, translate. Must not hold a condition."""
