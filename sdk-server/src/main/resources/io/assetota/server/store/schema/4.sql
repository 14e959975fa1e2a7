-- Those who use the console and the API. There was one, with one password and all tokens.
CREATE TABLE operator (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL,
  -- Its hash; null for one who only has tokens.
  password TEXT,
  created INTEGER NOT NULL
) STRICT;

INSERT INTO operator (name, role, password, created) VALUES (
  'admin', 'ADMINISTER', (SELECT content FROM setting WHERE name = 'admin.password'),
  CAST(strftime('%s', 'now') AS INTEGER) * 1000);

DELETE FROM setting WHERE name = 'admin.password';

-- Null for gateways.
ALTER TABLE token ADD COLUMN operator_id INTEGER REFERENCES operator ON DELETE CASCADE;

UPDATE token SET operator_id = (SELECT id FROM operator) WHERE kind = 'OPERATOR';

CREATE INDEX token_of_operator ON token (operator_id);

-- Who did what. Names are texts, since whoever did it may be gone.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  credential TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;

CREATE INDEX audit_of_operator ON audit (operator, id);

CREATE INDEX audit_of_action ON audit (action, id);

CREATE INDEX audit_of_target ON audit (target, id);

-- How it ended, which is only known afterwards.
CREATE TABLE audit_outcome (
  audit_id INTEGER PRIMARY KEY REFERENCES audit,
  status INTEGER NOT NULL,
  details TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;

CREATE TRIGGER outcome_is_not_changed BEFORE UPDATE ON audit_outcome BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;

CREATE TRIGGER outcome_is_not_deleted BEFORE DELETE ON audit_outcome BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
