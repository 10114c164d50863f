-- schema.sql -- the store, version 2. store.c sets application_id and user_version.
--
-- `event`, `receipt`, `program` and `case_key` are the record: they are only added to (a
-- case_key may be destroyed: that is erasure). `cases` and `deadline` are projections:
-- replaying the events gives them again, and `ruta verificar` checks that it does.
-- Days are text (2026-03-13), instants are seconds since 1970-01-01 UTC.

CREATE TABLE meta (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    next_number INTEGER NOT NULL CHECK (next_number > 0)    -- of C-000001
) STRICT;
INSERT INTO meta VALUES (1, 1);

CREATE TABLE program (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE cases (
    id      TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    route   TEXT NOT NULL,
    program BLOB NOT NULL REFERENCES program (digest),
    stage   TEXT NOT NULL,
    final   TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    head    BLOB NOT NULL CHECK (length(head) = 32),
    opened  TEXT NOT NULL,
    last    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    case_id  TEXT NOT NULL REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    seq      INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    happened TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    recorder TEXT NOT NULL,
    key      TEXT CHECK (key <> ''),
    payload  TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash     BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX event_key ON event (case_id, key) WHERE key IS NOT NULL;

-- The cases that a case started: their openings name it. Cut out by hand, because the functions of JSON
-- may not be used in a schema that is not trusted; no datum has a space in its name.
CREATE INDEX event_origin ON event (
    substr(substr(payload, instr(payload, '"iniciado por":"') + 16), 1, instr(substr(payload, instr(payload, '"iniciado por":"') + 16), '"') - 1))
WHERE kind = 'abre' AND instr(payload, '"iniciado por":"') > 0;

-- A case opened under a key is found without knowing the case.
CREATE UNIQUE INDEX event_opening_key ON event (key) WHERE kind = 'abre' AND key IS NOT NULL;

-- The next of its chain or nothing. INSERT OR REPLACE cannot walk past this one even
-- where recursive_triggers is off: what it would replace is refused before.
CREATE TRIGGER event_only_next BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE case_id = NEW.case_id)
  OR NEW.previous IS NOT coalesce((SELECT hash FROM event WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1), zeroblob(32))
  OR EXISTS (SELECT 1 FROM event WHERE case_id = NEW.case_id AND key = NEW.key)
  OR (NEW.kind = 'abre' AND EXISTS (SELECT 1 FROM event WHERE kind = 'abre' AND key = NEW.key))
BEGIN SELECT RAISE(ABORT, 'un acto solo se añade al final de su caso'); END;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'un acto no se cambia'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'un acto no se borra'); END;

CREATE TABLE receipt (
    case_id TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    program BLOB NOT NULL REFERENCES program (digest),
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, seq),
    FOREIGN KEY (case_id, seq) REFERENCES event (case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER receipt_once BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE case_id = NEW.case_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'un recibo se escribe una vez'); END;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'un recibo no se cambia'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt
BEGIN SELECT RAISE(ABORT, 'un recibo no se borra'); END;

CREATE TRIGGER program_no_update BEFORE UPDATE ON program
BEGIN SELECT RAISE(ABORT, 'un programa no se cambia'); END;
CREATE TRIGGER program_no_delete BEFORE DELETE ON program
BEGIN SELECT RAISE(ABORT, 'un programa no se borra'); END;

CREATE TABLE deadline (
    case_id    TEXT NOT NULL REFERENCES cases (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    step       TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('pendiente', 'en curso', 'suspendido', 'cumplido', 'no aplica')),
    from_day   TEXT,
    due        TEXT,
    due_minute INTEGER,     -- terms in hours
    met        TEXT,
    fired      TEXT,        -- the day its expiry had its consequence
    who        TEXT NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

-- What falls due, answered from the index alone (which is why it holds `status` too).
CREATE INDEX deadline_due ON deadline (due, case_id, position, name, step, occurrence, status, from_day, due_minute, met, fired, who)
WHERE status = 'en curso';

CREATE INDEX deadline_suspended ON deadline (case_id, position) WHERE status = 'suspendido';

-- When bodies sat, over all cases.
CREATE INDEX event_session ON event (happened, case_id, seq) WHERE kind = 'sesiona';

CREATE TABLE case_key (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;
