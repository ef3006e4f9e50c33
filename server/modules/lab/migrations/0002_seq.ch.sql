-- The fact a step came from, so that a delivery begun before a crash can be counted.
ALTER TABLE lab_step @ON_CLUSTER ADD COLUMN IF NOT EXISTS seq UInt64;
