-- refused: there is no table u
CREATE UNIQUE INDEX i ON u (district);
