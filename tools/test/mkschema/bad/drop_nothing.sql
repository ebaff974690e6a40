-- refused: there is no table t
DROP TABLE t;
