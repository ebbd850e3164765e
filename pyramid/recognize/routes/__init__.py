"""Routes: registrations, mounts and class-based handlers, put together."""
