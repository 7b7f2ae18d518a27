import { defineRule } from './rule';

export default defineRule({
  id: 'guid-format',
  summary: 'A GUID has 32 hexadecimal digits in five groups.',
  why: 'Whoever reads it at run time finds nothing by it, and says so in a log at best.',
  fix: 'Write it as 12345678-1234-1234-1234-123456789abc, without braces.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/dotnet/api/system.guid',
});
