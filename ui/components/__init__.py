"""What the browser draws and tells: Python mounts beside the JavaScript that they send."""
