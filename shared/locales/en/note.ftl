### Words of the note part.
