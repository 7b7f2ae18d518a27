/** A part of a document as it is written. */
interface Node {
  /** Where it begins, without its tag and anchor, and behind its last character. */
  readonly start: number;
  readonly end: number;
  /** In full: `tag:yaml.org,2002:int`. */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface ScalarNode extends Node {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'empty';
}

export interface SequenceNode extends Node {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface MappingNode extends Node {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface AliasNode extends Node {
  readonly kind: 'alias';
  readonly name: string;
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** In objects of one form, which are faster to read. */
export function scalarNode(text: string, style: ScalarNode['style'], start: number, end: number): ScalarNode {
  return { kind: 'scalar', start, end, tag: undefined, anchor: undefined, text, style };
}
