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
