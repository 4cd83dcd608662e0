"""The steps from one form of the store to the next, run when a store is opened."""
