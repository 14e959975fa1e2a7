-- How many files an application that is a folder has, and their length in bytes.
ALTER TABLE release ADD COLUMN files INTEGER NOT NULL DEFAULT 0;

ALTER TABLE release ADD COLUMN files_size INTEGER NOT NULL DEFAULT 0;
