-- How often the delivery of a planned batch was begun: from the second time on the receiver must look at what is there.
ALTER TABLE facts.cursor ADD COLUMN attempt integer NOT NULL DEFAULT 0;
