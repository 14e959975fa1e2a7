CREATE TABLE setting (
  name VARCHAR(64) PRIMARY KEY,
  content VARCHAR(4096) NOT NULL
);

-- Tokens that are no single device's. Only hashes: whoever reads this file can't use them.
CREATE TABLE token (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind VARCHAR(16) NOT NULL,
  name VARCHAR(128) NOT NULL,
  hash CHAR(64) NOT NULL UNIQUE,
  created BIGINT NOT NULL
);

CREATE TABLE release (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name VARCHAR(128) NOT NULL,
  version VARCHAR(64) NOT NULL,
  platform INT NOT NULL,
  application_sha256 CHAR(64) NOT NULL,
  application_size BIGINT NOT NULL,
  size BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL UNIQUE,
  sha1 CHAR(40) NOT NULL,
  md5 CHAR(32) NOT NULL,
  created BIGINT NOT NULL,
  -- Its file is gone, its history stays.
  deleted BOOLEAN DEFAULT FALSE NOT NULL
);

CREATE TABLE release_asset (
  release_id BIGINT NOT NULL REFERENCES release ON DELETE CASCADE,
  position INT NOT NULL,
  name VARCHAR(256) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  size BIGINT NOT NULL,
  packed_size BIGINT NOT NULL,
  storage_size BIGINT NOT NULL,
  PRIMARY KEY (release_id, position)
);

CREATE TABLE device (
  id VARCHAR(128) PRIMARY KEY,
  created BIGINT NOT NULL,
  last_seen BIGINT,
  token_hash CHAR(64),
  -- Of the platform it reported, or null: decides which releases it may get.
  platform VARCHAR(64),
  -- The server wants to know its attributes: at first, and after each update.
  asked BOOLEAN DEFAULT TRUE NOT NULL,
  attributes_at BIGINT,
  installed_action BIGINT,
  -- What it said it was given by other means.
  installed_name VARCHAR(128),
  installed_version VARCHAR(64)
);

CREATE TABLE device_attribute (
  device_id VARCHAR(128) NOT NULL REFERENCES device ON DELETE CASCADE,
  name VARCHAR(128) NOT NULL,
  content VARCHAR(128) NOT NULL,
  PRIMARY KEY (device_id, name)
);

CREATE TABLE rollout (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  release_id BIGINT NOT NULL REFERENCES release,
  -- For one device, or null: for all.
  device_id VARCHAR(128),
  mode VARCHAR(16) NOT NULL,
  confirm BOOLEAN NOT NULL,
  window_start INT,
  window_minutes INT,
  window_zone VARCHAR(64),
  -- How many devices go first; 0: no canaries.
  canaries INT NOT NULL,
  hold BOOLEAN NOT NULL,
  stage VARCHAR(16) NOT NULL,
  state VARCHAR(16) NOT NULL,
  reason VARCHAR(512) NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE action (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rollout_id BIGINT NOT NULL REFERENCES rollout,
  release_id BIGINT NOT NULL REFERENCES release,
  device_id VARCHAR(128) NOT NULL REFERENCES device ON DELETE CASCADE,
  state VARCHAR(16) NOT NULL,
  active BOOLEAN NOT NULL,
  -- Grows with each change that the device has to see.
  revision INT NOT NULL,
  statuses INT NOT NULL,
  bytes_sent BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  UNIQUE (rollout_id, device_id)
);
CREATE INDEX action_of_device ON action (device_id, active);

CREATE TABLE action_status (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  action_id BIGINT NOT NULL REFERENCES action ON DELETE CASCADE,
  received BIGINT NOT NULL,
  execution VARCHAR(16) NOT NULL,
  finished VARCHAR(16) NOT NULL,
  code INT,
  details VARCHAR(32768) NOT NULL
);
CREATE INDEX status_of_action ON action_status (action_id, id);
