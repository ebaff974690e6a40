-- Days of public holidays that came after this program. The law is one for the whole country, so the table is one for all
-- districts.

--@shared
CREATE TABLE holiday (
	day BIGINT NOT NULL PRIMARY KEY CHECK (day > 0), -- days since 1970-01-01
	works BIGINT NOT NULL,               -- 1 worked although it may be a weekend day, 0 free
	name TEXT NOT NULL,                  -- 国庆节
	at BIGINT NOT NULL                   -- when it was written down here
);
