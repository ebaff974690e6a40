-- Who staffs the desk of a place.
CREATE INDEX role_grant_node ON role_grant (district, node, person) WHERE node <> 0;
