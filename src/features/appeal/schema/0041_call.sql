-- Cases that were answered and whose filer has not rated: who may be reached by phone is called after some days (回访). A row goes with the
-- mark, with whatever else ends the time to rate, and with the contact.
CREATE TABLE appeal_call (
	district BIGINT NOT NULL,
	appeal BIGINT NOT NULL,
	street BIGINT NOT NULL,
	community BIGINT NOT NULL,
	promised_at BIGINT NOT NULL,         -- the list begins with the oldest promise
	answered_at BIGINT NOT NULL,
	tries BIGINT NOT NULL,               -- so often nobody was reached
	tried_at BIGINT NOT NULL,            -- the last time, 0 = never
	taken_by BIGINT NOT NULL,            -- who is calling, 0 = nobody
	taken_until BIGINT NOT NULL,
	PRIMARY KEY (district, appeal)
);
CREATE INDEX appeal_call_all ON appeal_call (district, promised_at, appeal);
CREATE INDEX appeal_call_street ON appeal_call (district, street, promised_at, appeal);
CREATE INDEX appeal_call_community ON appeal_call (district, community, promised_at, appeal);
CREATE INDEX appeal_call_old ON appeal_call (district, answered_at);

INSERT INTO appeal_call (district, appeal, street, community, promised_at, answered_at, tries, tried_at, taken_by, taken_until)
SELECT m.district, m.id, m.street, m.community, m.promised_at, a.replied_at, 0, 0, 0, 0
  FROM matter m JOIN appeal a ON a.district = m.district AND a.id = m.id
 WHERE m.kind = 1 AND m.state = 5 AND m.part_of = 0 AND m.anon <> 3 AND a.result = 0
   AND (m.raiser > 0 OR EXISTS (SELECT 1 FROM appeal_contact c WHERE c.district = m.district AND c.appeal = m.id));

-- Marks that were taken by phone stand beside those that people gave themselves.
ALTER TABLE appeal_figure ADD COLUMN called BIGINT NOT NULL DEFAULT 0;
ALTER TABLE appeal_figure ADD COLUMN called_pleased BIGINT NOT NULL DEFAULT 0;
