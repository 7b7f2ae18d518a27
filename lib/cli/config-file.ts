import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { oneOf } from '../lint/settings';
import { fileText } from '../manifests/file-text';
import { SourceFile } from '../manifests/source-file';
import type { ScalarNode, YamlNode } from '../manifests/yaml-node';
import { YamlProblem } from '../manifests/yaml-problem';
import { yamlTree } from '../manifests/yaml-tree';
import { systemProblem } from './input-files';
import { CONFIGURABLE, type Given } from './lint-options';
import { UsageError } from './usage-error';

const CONFIG_FILE = 'cdk8s-windows.yaml';

/** What a configuration file says; nothing when it is not there and was not asked for. */
export function configuration(folder: string, asked: string | undefined): Map<string, Given> {
  const name = asked ?? CONFIG_FILE;
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(folder, name));
  } catch (error) {
    if (asked === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new UsageError(
      `--config ${name}: this file cannot be read: ${systemProblem(error as NodeJS.ErrnoException)}`,
    );
  }
  const file = fileText(name, bytes);
  if (!(file instanceof SourceFile)) throw new UsageError(`${name}:${file.line}: ${file.message}`);
  return options(file);
}

function options(file: SourceFile): Map<string, Given> {
  const at = ({ start }: { readonly start: number }) => `${file.name}:${file.placeAt(start).line}`;
  const given = new Map<string, Given>();
  for (const { key, value } of entries(file)) {
    const name = key.kind === 'scalar' ? key.text : '';
    const where = `${at(key)}: ${name}`;
    const type = CONFIGURABLE[oneOf(name, Object.keys(CONFIGURABLE), at(key))];
    if (given.has(name)) throw new UsageError(`${where} stands here a second time`);
    const values = texts(value);
    if (values === undefined) throw new UsageError(`${where} takes a value, or a list of values`);
    if (type !== 'flag') {
      given.set(name, { values: values.map(({ text }) => text), where });
    } else if (values.length !== 1 || !['true', 'false'].includes(values[0].text)) {
      throw new UsageError(`${where} takes true or false`);
    } else if (values[0].text === 'true') {
      given.set(name, { values: [], where });
    }
  }
  return given;
}

function entries(file: SourceFile): readonly { readonly key: YamlNode; readonly value: YamlNode }[] {
  try {
    const root = yamlTree(file.text);
    if (root.kind === 'scalar' && root.text === '') return [];
    if (root.kind === 'mapping') return root.entries;
    throw new YamlProblem('a configuration holds options, `platform: aks` for instance', root.start);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    throw new UsageError(`${file.name}:${file.placeAt(error.offset).line}: ${error.message}`);
  }
}

/** As they are written: 1.30 is a version and no number. */
function texts(value: YamlNode): readonly ScalarNode[] | undefined {
  const items = value.kind === 'sequence' ? value.items : [value];
  const scalars = items.filter((item): item is ScalarNode => item.kind === 'scalar' && item.text !== '');
  return scalars.length === items.length && scalars.length > 0 ? scalars : undefined;
}
