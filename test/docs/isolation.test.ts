import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ISOLATION_FORMATS, ISOLATION_OPTIONS } from '../../lib/cli/isolation-options';
import { command, folderOf } from '../lib/cli/command';
import { flowOf, reachOf, verdictOf } from '../lib/policy/answers';
import { CONNECTIONS, lab } from '../lib/policy/yaobank-flows';

const PAGE = readFileSync(join(__dirname, '../../docs/isolation-on-windows.md'), 'utf8');
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text);

const YAOBANK = '| connection | | article, Linux | article, Windows | mended, Linux | mended, Windows |';
const WORDS: Readonly<Record<string, string>> = { allow: 'open', deny: 'closed' };

const FILES = { 'shop.yaml': blocks('yaml')[0], 'flows.json': blocks('json')[0] };

describe('the page about isolation on Windows', () => {
  test('shows manifests, and calls', () => {
    expect(parseAllDocuments(FILES['shop.yaml'])).toHaveLength(4);
    expect(blocks('console')).toHaveLength(3);
  });

  test.each(blocks('console').map((text) => ({ typed: text.slice(2, text.indexOf('\n')), text })))(
    'shows what this writes: $typed',
    async ({ typed, text }) => {
      const [, ...args] = typed.split(' ');
      expect(`$ ${typed}\n${(await command(args, { cwd: folderOf(FILES) })).stdout}`).toBe(text);
    },
  );

  test('shows what the engine says of yaobank, under both its policies and on both systems', () => {
    const reaches = (['article', 'mended'] as const).map((policies) => reachOf(lab(policies)));
    const rows = CONNECTIONS.map(({ title, flow }) => {
      const [article, mended] = reaches.map((reach) =>
        (['linux', 'windows'] as const).map((on) => WORDS[verdictOf(reach, flowOf(flow), on).verdict]),
      );
      const cells = [...article, ...mended].map((word) => (article[0] === mended[0] ? word : `**${word}**`));
      return `| ${[title, flow.split(' ').slice(3).join(' '), ...cells].join(' | ')} |`;
    });
    const [, table = ''] = PAGE.split(`\n${YAOBANK}\n|---|---|---|---|---|---|\n`);
    expect(table.split('\n\n')[0].split('\n')).toEqual(rows);
  });

  test('names every option and format', () => {
    for (const name of Object.keys(ISOLATION_OPTIONS)) expect(PAGE).toContain(`--${name}`);
    for (const format of ISOLATION_FORMATS) expect(PAGE).toContain(`\`${format}\``);
  });
});
