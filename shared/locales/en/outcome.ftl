### Words of the outcome part.
