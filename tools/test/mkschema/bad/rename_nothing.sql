-- refused: there is no table t
ALTER TABLE t RENAME TO s;
