"""How the database came to be as it is, one step a file. A step that was released is never changed."""
