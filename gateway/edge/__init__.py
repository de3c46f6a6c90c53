"""What every request passes on its way in and out: limits, identity of the exchange, headers, log, figures."""
