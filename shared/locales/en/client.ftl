### Words of the client part.
