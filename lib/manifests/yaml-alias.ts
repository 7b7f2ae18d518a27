import type { AliasNode, YamlNode } from './yaml-node';

/** What the aliases of a document stand for: the last anchor of that name before them, if any. */
export function aliasTargets(root: YamlNode): ReadonlyMap<AliasNode, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<AliasNode, YamlNode>();
  const visit = (node: YamlNode): void => {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.kind === 'alias') {
      const target = anchors.get(node.name);
      if (target !== undefined) targets.set(node, target);
    } else if (node.kind === 'sequence') {
      for (const item of node.items) visit(item);
    } else if (node.kind === 'mapping') {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    }
  };
  visit(root);
  return targets;
}
