/** Somebody has written into the database: it is not filled with inventions. */
export class DatabaseInUseError extends Error {}
