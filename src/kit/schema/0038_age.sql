-- How old is what is not over: a row for each day and desk on which something lies, and none for the others.

--@clustered
CREATE TABLE matter_age (
	district BIGINT NOT NULL,
	kind BIGINT NOT NULL,                -- enum flow_subject
	what BIGINT NOT NULL,                -- enum matter_age_what
	desk BIGINT NOT NULL,                -- a community, the district, or a body
	day BIGINT NOT NULL,                 -- clock_day()
	n BIGINT NOT NULL,
	PRIMARY KEY (district, kind, what, desk, day)
);
-- 28800: days are those of China. 4: never public, which the district alone counts.
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, 1, CASE WHEN m.shown = 4 OR m.community = 0 THEN m.district ELSE m.community END, (m.filed_at + 28800) / 86400, count(*)
  FROM matter m WHERE m.live < 3 AND m.part_of = 0 GROUP BY 1, 2, 4, 5;
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, 2, m.lead, (m.filed_at + 28800) / 86400, count(*)
  FROM matter m WHERE m.live < 3 AND m.part_of = 0 AND m.lead > 0 AND m.shown <> 4 GROUP BY 1, 2, 4, 5;
INSERT INTO matter_age (district, kind, what, desk, day, n)
SELECT m.district, m.kind, 3, m.lead, (m.queue_at + 28800) / 86400, count(*)
  FROM matter m JOIN desk d ON d.district = m.district AND d.desk = m.lead AND d.matter = m.id
 WHERE m.live < 3 AND m.part_of = 0 AND m.lead > 0 AND m.shown <> 4 AND d.tab <= 3 GROUP BY 1, 2, 4, 5;
