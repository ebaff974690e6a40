-- Work promised in a transaction and done after it; see outbox.h.

--exec1 outbox_add(id, kind, subject, due_at, recipient text, title text, body text)
INSERT INTO outbox (district, id, kind, subject, due_at, claimed_until, tries, recipient, title, body,
                    failed_at, error)
VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7, $8, 0, '');

-- The oldest work of a kind that is due and that nobody holds.
--city many outbox_due(kind, now, limit) -> outbox(district, id, kind, subject, due_at, claimed_until,
--   tries, recipient text, title text, body text)
SELECT district, id, kind, subject, due_at, claimed_until, tries, recipient, title, body FROM outbox
 WHERE kind = $1 AND failed_at = 0 AND due_at <= $2 AND claimed_until <= $2
 ORDER BY due_at, id LIMIT $3;

-- Takes the lease if nobody did since it was read.
--exec outbox_claim(id, claimed_was, claimed_until)
UPDATE outbox SET claimed_until = $4, tries = tries + 1
 WHERE district = $1 AND id = $2 AND claimed_until = $3 AND failed_at = 0;

-- Retires work. With the lease it was claimed under: who lost the lease retires nothing.
--exec outbox_remove(id, claimed_until)
DELETE FROM outbox WHERE district = $1 AND id = $2 AND claimed_until = $3;

--exec outbox_postpone(id, claimed_until, due_at, tries)
UPDATE outbox SET due_at = $4, claimed_until = 0, tries = $5
 WHERE district = $1 AND id = $2 AND claimed_until = $3;

-- What failed for good stays for people to see; whom it was for goes, it may be somebody's number.
--exec outbox_fail(id, claimed_until, failed_at, error text)
UPDATE outbox SET claimed_until = 0, failed_at = $4, error = $5, recipient = ''
 WHERE district = $1 AND id = $2 AND claimed_until = $3;

-- What people look at: what it is about, neither what it says nor to whom. Newest first.
--many outbox_rows(failed_from, limit) -> outbox_row(id, kind, subject, due_at, tries, failed_at, error text)
SELECT id, kind, subject, due_at, tries, failed_at, error FROM outbox
 WHERE district = $1 AND failed_at >= $2 ORDER BY id DESC LIMIT $3;

--one outbox_failed() -> outbox_count(n)
SELECT count(*) AS n FROM outbox WHERE district = $1 AND failed_at > 0;

-- What was for a number alone has nobody left to go to.
--exec outbox_revive(id, due_at)
UPDATE outbox SET failed_at = 0, error = '', tries = 0, due_at = $3
 WHERE district = $1 AND id = $2 AND failed_at > 0 AND subject <> 0;

--exec outbox_revive_all(due_at)
UPDATE outbox SET failed_at = 0, error = '', tries = 0, due_at = $2
 WHERE district = $1 AND failed_at > 0 AND subject <> 0;

--exec outbox_drop(id)
DELETE FROM outbox WHERE district = $1 AND id = $2 AND failed_at > 0;
