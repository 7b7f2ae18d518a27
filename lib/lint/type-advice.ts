import type { Misfit } from '../manifests/shape';

/** What to write instead of a value of another type than its field has. */
export function typeAdvice({ got, expected }: Misfit): string {
  if (expected === 'list')
    return "Write a list: each item on a line of its own that begins with '- ', also when there is one only.";
  if (expected === 'mapping') {
    return Array.isArray(got)
      ? "Write its fields without '- ' before them: it is no list."
      : 'Write its fields below it, each as name: value.';
  }
  if (typeof got === 'object') return 'Write one value: it has neither items nor fields.';
  switch (expected) {
    case 'string':
      return typeof got === 'boolean'
        ? 'Put the word into quotes, as in "true" or "yes": without them YAML reads yes, no, on, off, y and n as true and false.'
        : `Put it into quotes, as in "${got}": without them YAML reads a number.`;
    case 'boolean':
      return 'Write true or false, without quotes.';
    case 'integer':
      return /^\d+$/.test(String(got)) ? `Write ${got} without quotes.` : 'Write a whole number, without quotes.';
    case 'number':
      return 'Write a number, without quotes.';
    case 'quantity':
      return 'Write an amount: a number, or one with a suffix, such as 500m or 512Mi.';
    default:
      return 'Write a whole number, or a text in quotes.';
  }
}
