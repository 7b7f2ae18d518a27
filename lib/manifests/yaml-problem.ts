/** A text in a message, which may be megabytes. */
export function quotation(text: string): string {
  return `'${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}'`;
}

const LONGEST = 60;

/** Why a text cannot be read, and where. */
export class YamlProblem extends Error {
  public constructor(
    message: string,
    /** Offset in the text. */
    public readonly offset: number,
  ) {
    super(message);
  }
}
