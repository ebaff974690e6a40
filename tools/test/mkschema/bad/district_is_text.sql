-- refused: first column is district
CREATE TABLE t (district TEXT NOT NULL, PRIMARY KEY (district));
