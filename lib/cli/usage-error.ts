/** Something about the call itself is wrong: the message says what to write instead. */
export class UsageError extends Error {}
