-- Work promised in a transaction and done after it; see outbox.h.

--cols outbox(district, id, kind, subject, due_at, claimed_until, tries, recipient text, title text,
--   body text)

--exec1 outbox_add(*outbox)
INSERT INTO outbox ({outbox}, failed_at, error) VALUES ({*outbox}, 0, '');

-- The districts whose work is looked for.
--walks: districts are few
--shared many outbox_districts() -> outbox_district(code)
SELECT code FROM district ORDER BY code;

-- Something of the district is due and nobody holds it. No row: nothing.
--one outbox_next(now) -> outbox_next(id)
SELECT id FROM outbox
 WHERE district = $district AND failed_at = 0 AND due_at <= $now AND claimed_until <= $now ORDER BY due_at LIMIT 1;

-- The oldest work of a kind that is due and that nobody holds.
--many outbox_due(kind, now, limit) -> outbox
SELECT {outbox} FROM outbox
 WHERE district = $district AND kind = $kind AND failed_at = 0 AND due_at <= $now AND claimed_until <= $now
 ORDER BY due_at, id LIMIT $limit;

-- Takes the lease if nobody did since it was read.
--exec outbox_claim(id, claimed_was, claimed_until)
UPDATE outbox SET claimed_until = $claimed_until, tries = tries + 1
 WHERE district = $district AND id = $id AND claimed_until = $claimed_was AND failed_at = 0;

-- Retires work. With the lease it was claimed under: who lost the lease retires nothing.
--exec outbox_remove(id, claimed_until)
DELETE FROM outbox WHERE district = $district AND id = $id AND claimed_until = $claimed_until;

--exec outbox_postpone(id, claimed_until, due_at, tries)
UPDATE outbox SET due_at = $due_at, claimed_until = 0, tries = $tries
 WHERE district = $district AND id = $id AND claimed_until = $claimed_until;

-- What failed for good stays for people to see; whom it was for goes, it may be somebody's number.
--exec outbox_fail(id, claimed_until, failed_at, error text)
UPDATE outbox SET claimed_until = 0, failed_at = $failed_at, error = $error, recipient = ''
 WHERE district = $district AND id = $id AND claimed_until = $claimed_until;

--cols outbox_row(id, kind, subject, due_at, tries, failed_at, error text)

-- What people look at: what it is about, neither what it says nor to whom. Newest first.
--walks: an operator looks at the outbox, which holds what is not yet done
--many outbox_rows(failed_from, limit) -> outbox_row
SELECT {outbox_row} FROM outbox
 WHERE district = $district AND failed_at >= $failed_from ORDER BY id DESC LIMIT $limit;

--walks: the outbox holds what is not yet done
--one outbox_failed() -> outbox_count(n)
SELECT count(*) AS n FROM outbox WHERE district = $district AND failed_at > 0;

-- What was for a number alone has nobody left to go to.
--exec outbox_revive(id, due_at)
UPDATE outbox SET failed_at = 0, error = '', tries = 0, due_at = $due_at
 WHERE district = $district AND id = $id AND failed_at > 0 AND subject <> 0;

--walks: an operator asks for it; the outbox holds what is not yet done
--exec outbox_revive_all(due_at)
UPDATE outbox SET failed_at = 0, error = '', tries = 0, due_at = $due_at
 WHERE district = $district AND failed_at > 0 AND subject <> 0;

--exec outbox_drop(id)
DELETE FROM outbox WHERE district = $district AND id = $id AND failed_at > 0;

--walks: somebody leaves; the outbox holds what is not yet done
--exec outbox_drop_to(recipient text)
DELETE FROM outbox WHERE district = $district AND recipient = $recipient AND recipient <> '';
