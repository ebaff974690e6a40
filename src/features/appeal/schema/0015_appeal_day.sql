-- The days of a whole community and of the whole district are rows of their own: figures at any depth read a row a day.
-- class -1 = all classes; community = the district's code: all communities.

INSERT INTO appeal_day (district, community, class, day, filed, closed, on_time, minutes, rated, pleased)
SELECT district, community, -1, day, CAST(sum(filed) AS BIGINT), CAST(sum(closed) AS BIGINT), CAST(sum(on_time) AS BIGINT),
       CAST(sum(minutes) AS BIGINT), CAST(sum(rated) AS BIGINT), CAST(sum(pleased) AS BIGINT)
  FROM appeal_day GROUP BY district, community, day;
INSERT INTO appeal_day (district, community, class, day, filed, closed, on_time, minutes, rated, pleased)
SELECT district, district, class, day, CAST(sum(filed) AS BIGINT), CAST(sum(closed) AS BIGINT), CAST(sum(on_time) AS BIGINT),
       CAST(sum(minutes) AS BIGINT), CAST(sum(rated) AS BIGINT), CAST(sum(pleased) AS BIGINT)
  FROM appeal_day WHERE community <> district GROUP BY district, class, day;
DROP INDEX appeal_day_day;
CREATE INDEX appeal_day_day ON appeal_day (district, community, day);
