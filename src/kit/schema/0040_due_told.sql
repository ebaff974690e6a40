-- Up to which deadline the holders of matters were told, by what they are told (enum soon_what in kit/course_soon.c) and by tab of the
-- district's desk: moved on in the transaction that promises the notices, so each is promised once, however many programs run.
CREATE TABLE due_told (
	district BIGINT NOT NULL,
	what BIGINT NOT NULL,
	tab BIGINT NOT NULL,                 -- enum desk_tab
	at BIGINT NOT NULL,                  -- the deadline, and of equal ones the matter
	matter BIGINT NOT NULL,
	PRIMARY KEY (district, what, tab)
);
