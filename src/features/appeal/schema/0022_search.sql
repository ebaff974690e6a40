-- What a kind sorts its matters by (of an appeal the class) stands on its desks, so that a queue of one topic is one range.
ALTER TABLE desk ADD COLUMN topic BIGINT NOT NULL DEFAULT 0;
-- So does the state of what is not over, so that a tab of one state is a range too, and is counted as it is listed.
ALTER TABLE desk ADD COLUMN state BIGINT NOT NULL DEFAULT 0;
UPDATE desk SET topic = a.class, state = CASE WHEN desk.tab < 9 THEN m.state ELSE 0 END
  FROM appeal a JOIN matter m ON m.district = a.district AND m.id = a.id
 WHERE a.district = desk.district AND a.id = desk.matter AND desk.kind = 1 AND (a.class <> 0 OR desk.tab < 9);
CREATE INDEX desk_state ON desk (district, desk, tab, state, queue_at, matter) WHERE tab < 9 AND state <> 0;
CREATE INDEX desk_topic ON desk (district, desk, tab, topic, queue_at, matter) WHERE tab < 9 AND topic <> 0;

-- The desks a matter lies on and its topic are words it is found by (kit/matter_find.h), so that words on a desk are one lookup.
--@sqlite INSERT INTO matter_find (rowid, tokens)
--@+ SELECT d.matter, group_concat('' || d.desk, ' ') || CASE WHEN max(d.topic) > 0 THEN ' ' || max(d.topic) ELSE '' END
--@+ FROM desk d WHERE d.kind = 1 GROUP BY d.matter;
--@pg UPDATE matter_find SET tokens = matter_find.tokens || d.words
--@+ FROM (SELECT district, matter, array_to_tsvector(array_agg('' || desk) || CASE WHEN max(topic) > 0 THEN ARRAY['' || max(topic)] ELSE ARRAY[]::text[] END) AS words
--@+ FROM desk WHERE kind = 1 GROUP BY district, matter) d
--@+ WHERE d.district = matter_find.district AND d.matter = matter_find.id;

-- Who calls is found by their number, its last four digits or their name: digests under the key, gone with the row.
ALTER TABLE appeal_contact ADD COLUMN phone_tail TEXT NOT NULL DEFAULT '';
ALTER TABLE appeal_contact ADD COLUMN name_index TEXT NOT NULL DEFAULT '';
-- 0 = from before there were these two; appeal_caller_timer makes them.
ALTER TABLE appeal_contact ADD COLUMN indexed BIGINT NOT NULL DEFAULT 0;
DROP INDEX appeal_contact_phone;
CREATE INDEX appeal_contact_phone ON appeal_contact (district, phone_index, appeal) WHERE phone_index <> '';
CREATE INDEX appeal_contact_tail ON appeal_contact (district, phone_tail, appeal) WHERE phone_tail <> '';
CREATE INDEX appeal_contact_name ON appeal_contact (district, name_index, appeal) WHERE name_index <> '';
CREATE INDEX appeal_contact_old ON appeal_contact (district, appeal) WHERE indexed = 0;
