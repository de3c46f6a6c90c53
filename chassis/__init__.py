"""What every service would otherwise write badly. It stands on nobody: it must not import a service, the gateway or the portal."""
