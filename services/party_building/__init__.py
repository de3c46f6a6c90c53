"""Party organisations (党组织)."""
