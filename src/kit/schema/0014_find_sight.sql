-- That everybody may see a matter is one of the words it is found by (MATTER_FIND_PUBLIC, U+E001, which no text has), so that what
-- the public looks for is one intersection.

--@sqlite INSERT INTO matter_find (rowid, tokens) SELECT id, '' FROM matter WHERE sight = 1;
--@pg UPDATE matter_find SET tokens = matter_find.tokens || array_to_tsvector(ARRAY[''])
--@+ FROM matter m WHERE m.district = matter_find.district AND m.id = matter_find.id AND m.sight = 1;
