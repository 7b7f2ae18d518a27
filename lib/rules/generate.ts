import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What else stands in this folder. */
const NOT_RULES = new Set(['context', 'generate', 'pod-rules', 'rule', 'rules', 'violation']);

/** The ids of all rules: the names of their files. */
export function ruleIds(folder: string = __dirname): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => basename(file, '.ts'))
    .filter((id) => !NOT_RULES.has(id))
    .sort();
}

/** The text of `rules.ts`: the list of all rules, so that nothing has to read the folder at run time. */
export function rulesModule(ids: readonly string[]): string {
  const name = (id: string) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  return [
    '// Written by `npm run rules`: every rule of this folder.',
    '// biome-ignore-all assist/source/organizeImports: in the order of the ids',
    ...ids.map((id) => `import ${name(id)} from './${id}';`),
    "import type { Rule } from './rule';",
    '',
    'export const RULES: readonly Rule[] = [',
    ...ids.map((id) => `  ${name(id)},`),
    '];',
    '',
  ].join('\n');
}

if (require.main === module) writeFileSync(join(__dirname, 'rules.ts'), rulesModule(ruleIds()));
