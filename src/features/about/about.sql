-- about.sql: texts of those who run a district, and who agreed to which.

--cols paper(doc, version, text text, text_en text, author, at)

--one paper_newest(doc) -> paper
SELECT {paper} FROM paper WHERE district = $district AND doc = $doc ORDER BY version DESC LIMIT 1;

--one paper_get(doc, version) -> paper
SELECT {paper} FROM paper WHERE district = $district AND doc = $doc AND version = $version;

--walks: a district changes its texts some times a year
--many papers() -> paper
SELECT {paper} FROM paper WHERE district = $district ORDER BY doc, version;

--exec1 paper_insert(*paper)
INSERT INTO paper (district, {paper}) VALUES ($district, {*paper}) ON CONFLICT DO NOTHING;

--cols consent(person, matter, version, at)

--exec consent_put(*consent)
INSERT INTO consent (district, {consent}) VALUES ($district, {*consent}) ON CONFLICT DO NOTHING;

--many consents_of(person) -> consent
SELECT {consent} FROM consent WHERE district = $district AND person = $person ORDER BY at, version;

--exec consents_forget(person)
DELETE FROM consent WHERE district = $district AND person = $person AND person <> 0;
