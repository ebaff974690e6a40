-- refused: no statement here

-- only words
