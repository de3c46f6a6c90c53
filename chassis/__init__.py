"""What every service would otherwise write badly. It stands on nobody: it must import no service and no gateway."""
