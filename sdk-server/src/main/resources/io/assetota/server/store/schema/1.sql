CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Tokens that are no single device's. Only hashes: whoever reads this file can't use them.
CREATE TABLE token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  platform INTEGER NOT NULL,
  application_sha256 TEXT NOT NULL,
  application_size INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  sha1 TEXT NOT NULL,
  md5 TEXT NOT NULL,
  created INTEGER NOT NULL,
  -- Its file is gone, its history stays.
  deleted INTEGER DEFAULT FALSE NOT NULL
) STRICT;

CREATE INDEX release_of_application ON release (application_sha256);

CREATE TABLE release_asset (
  release_id INTEGER NOT NULL REFERENCES release ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  packed_size INTEGER NOT NULL,
  storage_size INTEGER NOT NULL,
  PRIMARY KEY (release_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL,
  created INTEGER NOT NULL,
  last_seen INTEGER,
  token_hash TEXT,
  -- Of the platform it reported, or null: decides which releases it may get.
  platform TEXT,
  -- The server wants to know its attributes: at first, and after each update.
  asked INTEGER DEFAULT TRUE NOT NULL,
  attributes_at INTEGER,
  installed_action INTEGER,
  -- What it said it was given by other means.
  installed_name TEXT,
  installed_version TEXT,
  -- It reported something else than its last update brought, and gets that again.
  lost INTEGER DEFAULT FALSE NOT NULL
) STRICT;

CREATE TABLE device_attribute (
  device_id TEXT NOT NULL REFERENCES device ON DELETE CASCADE,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (device_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollout (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  release_id INTEGER NOT NULL REFERENCES release,
  -- For one device, or null: for all.
  device_id TEXT,
  mode TEXT NOT NULL,
  consent TEXT NOT NULL,
  window_start INTEGER,
  window_minutes INTEGER,
  window_zone TEXT,
  -- How many devices go first; 0: no canaries.
  canaries INTEGER NOT NULL,
  hold TEXT NOT NULL,
  -- How many may fail, as a person writes it: 5, 20% or none.
  max_failures TEXT NOT NULL,
  -- How many had failed and finished when a person last let it go on: these don't count any more.
  failed_before INTEGER DEFAULT 0 NOT NULL,
  finished_before INTEGER DEFAULT 0 NOT NULL,
  -- Somebody started it, or its one device had lost the release.
  origin TEXT NOT NULL,
  stage TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- All devices have got, or lost, what follows from its stage and state.
  settled INTEGER NOT NULL,
  created INTEGER NOT NULL
) STRICT;

CREATE INDEX rollout_of_device ON rollout (device_id, created);

CREATE INDEX unsettled_rollout ON rollout (id) WHERE NOT settled;

CREATE TABLE action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rollout_id INTEGER NOT NULL REFERENCES rollout,
  release_id INTEGER NOT NULL REFERENCES release,
  device_id TEXT NOT NULL REFERENCES device ON DELETE CASCADE,
  state TEXT NOT NULL,
  active INTEGER NOT NULL,
  -- Grows with each change that the device has to see.
  revision INTEGER NOT NULL,
  statuses INTEGER NOT NULL,
  bytes_sent INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (rollout_id, device_id)
) STRICT;

CREATE INDEX action_of_device ON action (device_id, active);

CREATE INDEX action_in_state ON action (rollout_id, state);

CREATE INDEX active_action ON action (state, device_id) WHERE active;

CREATE INDEX failed_action ON action (device_id) WHERE state = 'ERROR';

CREATE TABLE action_status (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action_id INTEGER NOT NULL REFERENCES action ON DELETE CASCADE,
  received INTEGER NOT NULL,
  execution TEXT NOT NULL,
  finished TEXT NOT NULL,
  code INTEGER,
  details TEXT NOT NULL
) STRICT;

CREATE INDEX status_of_action ON action_status (action_id, id);
