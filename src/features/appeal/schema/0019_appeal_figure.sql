-- The ledger's figures by week and by month: a year is twelve rows a class, whatever happened in it. place = the district's code: all
-- communities.

CREATE TABLE appeal_figure (
	district BIGINT NOT NULL,
	place BIGINT NOT NULL,               -- a community, or the district
	unit BIGINT NOT NULL,                -- enum appeal_unit
	start BIGINT NOT NULL,               -- clock_day() of its first day
	class BIGINT NOT NULL,
	filed BIGINT NOT NULL,
	closed BIGINT NOT NULL,
	on_time BIGINT NOT NULL,             -- of closed: answered within the promise
	minutes BIGINT NOT NULL,             -- of closed: working minutes from filing to answer, summed
	rated BIGINT NOT NULL,
	pleased BIGINT NOT NULL,             -- of rated: result and attitude both 4 or 5
	PRIMARY KEY (district, place, unit, start, class)
);
-- Day 0 was a Thursday: weeks begin on Mondays.
INSERT INTO appeal_figure (district, place, unit, start, class, filed, closed, on_time, minutes, rated, pleased)
SELECT district, community, 1, day - (day + 3) % 7, class, CAST(sum(filed) AS BIGINT), CAST(sum(closed) AS BIGINT), CAST(sum(on_time) AS BIGINT),
       CAST(sum(minutes) AS BIGINT), CAST(sum(rated) AS BIGINT), CAST(sum(pleased) AS BIGINT)
  FROM appeal_day WHERE class >= 0 GROUP BY district, community, day - (day + 3) % 7, class;
--@sqlite INSERT INTO appeal_figure (district, place, unit, start, class, filed, closed, on_time, minutes, rated, pleased)
--@+ SELECT district, community, 2, CAST(julianday(day * 86400, 'unixepoch', 'start of month') - 2440587.5 AS INTEGER), class,
--@+ sum(filed), sum(closed), sum(on_time), sum(minutes), sum(rated), sum(pleased)
--@+ FROM appeal_day WHERE class >= 0 GROUP BY 1, 2, 4, 5;
--@pg INSERT INTO appeal_figure (district, place, unit, start, class, filed, closed, on_time, minutes, rated, pleased)
--@+ SELECT district, community, 2, CAST(date_trunc('month', DATE '1970-01-01' + CAST(day AS INTEGER)) AS DATE) - DATE '1970-01-01', class,
--@+ CAST(sum(filed) AS BIGINT), CAST(sum(closed) AS BIGINT), CAST(sum(on_time) AS BIGINT), CAST(sum(minutes) AS BIGINT),
--@+ CAST(sum(rated) AS BIGINT), CAST(sum(pleased) AS BIGINT)
--@+ FROM appeal_day WHERE class >= 0 GROUP BY 1, 2, 4, 5;
DROP TABLE appeal_day;

-- A class in a community: the community is kept beside the class, so that one index has both.
ALTER TABLE appeal ADD COLUMN community BIGINT NOT NULL DEFAULT 0;
UPDATE appeal SET community = (SELECT m.community FROM matter m WHERE m.district = appeal.district AND m.id = appeal.id);
CREATE INDEX appeal_class_place ON appeal (district, class, community, id);
