-- Access and erasure look for what one visitor was served.
CREATE INDEX served_visitor ON traffic.served (platform_id, visitor);
CREATE INDEX met_visitor ON traffic.met (platform_id, visitor);
