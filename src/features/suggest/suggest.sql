-- suggest.sql: kept models, and what of the catalogue a process remembers beside its model.

-- What a process looks at now and then: is there a newer model, did the catalogue change?
--walks: the last row of an index
--one suggest_newest(catalogue_kind) -> suggest_newest(model, catalogue)
SELECT (SELECT COALESCE(max(id), 0) FROM suggest_model WHERE district = $district) AS model,
       (SELECT COALESCE(max(id), 0) FROM flow_step WHERE district = $district
       AND subject_kind = $catalogue_kind) AS catalogue;

--one suggest_model_get(id) -> suggest_kept(bytes bytes)
SELECT bytes FROM suggest_model WHERE district = $district AND id = $id;

--exec1 suggest_model_put(id, made_at, classes, cases, f1_permille, bytes bytes)
INSERT INTO suggest_model (district, id, made_at, classes, cases, f1_permille, bytes)
VALUES ($district, $id, $made_at, $classes, $cases, $f1_permille, $bytes);

-- Keeps the newest few.
--walks: a district keeps a few models
--exec suggest_model_trim(keep)
DELETE FROM suggest_model
 WHERE district = $district AND id NOT IN (SELECT id FROM suggest_model
 WHERE district = $district ORDER BY id DESC LIMIT $keep);

--cols suggest_node(id, name text, name_en text, path text, path_en text, colour text)

-- Every live node, for the names of what is suggested.
--walks: the whole catalogue, some thousand items
--many suggest_node_all() -> suggest_node
SELECT {suggest_node} FROM catalogue_node WHERE district = $district AND state = {CATALOGUE_LIVE} ORDER BY id;
