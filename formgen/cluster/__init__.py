"""Many machines: workers woken by RabbitMQ, files in object storage. Loaded only where the settings ask for it."""
