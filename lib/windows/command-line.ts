/**
 * An argument as it stands on a Windows command line, so that the program reads it back as it was. Backslashes are
 * doubled before a quotation mark only.
 * Source: https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(?<!\\)(\\*)"/g, '$1$1\\"').replace(/(?<!\\)\\+$/, (backslashes) => backslashes + backslashes)}"`;
}
