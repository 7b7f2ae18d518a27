/** What stands for the name of a file where text comes from the standard input and nobody named it. */
export const STANDARD_INPUT = '<stdin>';
