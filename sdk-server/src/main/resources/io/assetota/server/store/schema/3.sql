-- What a person says of a device and a tag, which counts, and what the device itself says.
CREATE TABLE device_tag (
  device_id TEXT NOT NULL REFERENCES device ON DELETE CASCADE,
  tag TEXT NOT NULL,
  -- OPERATOR or DEVICE.
  source TEXT NOT NULL,
  -- A person may also say that a device does not have the tag that it tells of itself.
  given INTEGER NOT NULL,
  PRIMARY KEY (device_id, tag, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_of_tag ON device_tag (tag, device_id);

CREATE VIEW tagged_device AS
  SELECT device_id, tag FROM device_tag WHERE source = 'OPERATOR' AND given
  UNION ALL
  SELECT d.device_id, d.tag FROM device_tag d WHERE d.source = 'DEVICE' AND NOT EXISTS (
    SELECT 1 FROM device_tag o
    WHERE o.device_id = d.device_id AND o.tag = d.tag AND o.source = 'OPERATOR');

-- Questions about devices that have a name.
CREATE TABLE selection (
  name TEXT PRIMARY KEY NOT NULL,
  query TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A release whose trial failed on a device: its application is not offered to that device again.
CREATE TABLE failed_trial (
  device_id TEXT NOT NULL REFERENCES device ON DELETE CASCADE,
  application_sha256 TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (device_id, application_sha256)
) STRICT, WITHOUT ROWID;

-- Not offered to anybody since this time, and why.
ALTER TABLE release ADD COLUMN blocked INTEGER;

ALTER TABLE release ADD COLUMN blocked_reason TEXT NOT NULL DEFAULT '';

-- Why it failed: the device's own words, and the same for all that failed alike.
ALTER TABLE action ADD COLUMN reason TEXT NOT NULL DEFAULT '';

ALTER TABLE action ADD COLUMN reason_group TEXT NOT NULL DEFAULT '';

ALTER TABLE action ADD COLUMN wave INTEGER NOT NULL DEFAULT 0;

CREATE INDEX action_in_wave ON action (rollout_id, wave, state);

-- The devices of a rollout to a list.
CREATE TABLE rollout_device (
  rollout_id INTEGER NOT NULL REFERENCES rollout ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  PRIMARY KEY (rollout_id, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollout_wave (
  rollout_id INTEGER NOT NULL REFERENCES rollout ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- As a person writes it: 5, 10%, tag:lab or rest.
  size TEXT NOT NULL,
  -- How many devices that is; null for those of a tag, and for the rest.
  devices INTEGER,
  max_failures TEXT NOT NULL,
  -- The share of devices that have to succeed, in percent.
  success INTEGER NOT NULL,
  soak_seconds INTEGER NOT NULL,
  -- What had ended when a person last let it go on: this doesn't count any more.
  failed_before INTEGER DEFAULT 0 NOT NULL,
  finished_before INTEGER DEFAULT 0 NOT NULL,
  begun INTEGER,
  completed INTEGER,
  PRIMARY KEY (rollout_id, position)
) STRICT, WITHOUT ROWID;

-- ONE, ALL, TAG, SELECTION or LIST, with the name of what a person chose, and what that asks for.
ALTER TABLE rollout ADD COLUMN target TEXT NOT NULL DEFAULT 'ALL';

ALTER TABLE rollout ADD COLUMN target_name TEXT NOT NULL DEFAULT '';

ALTER TABLE rollout ADD COLUMN query TEXT NOT NULL DEFAULT '';

-- Decides which devices go first.
ALTER TABLE rollout ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;

-- Also to devices on which its trial failed.
ALTER TABLE rollout ADD COLUMN forced INTEGER NOT NULL DEFAULT FALSE;

-- The wave that it has got to.
ALTER TABLE rollout ADD COLUMN wave INTEGER NOT NULL DEFAULT 0;

UPDATE rollout SET target = 'ONE', target_name = device_id WHERE device_id IS NOT NULL;

INSERT INTO rollout_wave (rollout_id, position, size, devices, max_failures, success, soak_seconds, begun)
  SELECT id, 0, CAST(canaries AS TEXT), canaries, '1', 100, 0, created FROM rollout WHERE canaries > 0;

INSERT INTO rollout_wave (rollout_id, position, size, devices, max_failures, success, soak_seconds, begun)
  SELECT id, canaries > 0, 'rest', NULL, max_failures, 100, 0, created FROM rollout;

UPDATE rollout SET wave = 1 WHERE canaries > 0 AND stage = 'ALL';

UPDATE action SET wave = 1 WHERE id IN (
  SELECT n.id FROM (
    SELECT id, rollout_id, ROW_NUMBER() OVER (PARTITION BY rollout_id ORDER BY id) AS nth FROM action) n
  JOIN rollout r ON r.id = n.rollout_id WHERE r.canaries > 0 AND n.nth > r.canaries);

ALTER TABLE rollout DROP COLUMN stage;

ALTER TABLE rollout DROP COLUMN canaries;

CREATE INDEX rollout_in_state ON rollout (state, id) WHERE device_id IS NULL;
