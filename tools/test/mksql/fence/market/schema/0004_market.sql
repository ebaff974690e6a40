-- Who gives a table its new name owns it from now on.
ALTER TABLE stall RENAME TO booth;
