"""Identity (身份认证): the built-in issuer of the embedded profile. Production uses the bureau's own."""
