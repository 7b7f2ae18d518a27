import { isObject } from './workload';

/** What only a template of Helm says. */
const HELM =
  /\{\{[^{}]{0,300}?(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|\b(?:include|template|tpl)\s)/;
/** A line that is nothing but an action of a template. */
const ACTION_LINE = /^[ \t]*(?:-[ \t]+)?\{[{%]/m;
/** What stands here is text for other programs, and braces in it may be meant for them. */
const FREE_TEXTS = new Set(['annotations', 'args', 'command', 'env', 'value']);
const CONTENTS = new Set(['data', 'stringData']);

/** Whether a text that is no YAML is so because it is a template. */
export function isBrokenByTemplate(text: string, problemLine: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  return HELM.test(text) || ACTION_LINE.test(text) || problemLine.includes('{{');
}

/** Whether a manifest is a template although it can be read: nobody knows yet what its fields will say. */
export function isTemplate(text: string, value: unknown): boolean {
  return (text.includes('{{') && hasAction(value, false)) || (text.includes('${') && isNamedLater(value));
}

function hasAction(value: unknown, free: boolean): boolean {
  if (typeof value === 'string') return value.includes('{{') && (!free || HELM.test(value));
  if (Array.isArray(value)) return value.some((item) => hasAction(item, free));
  if (!isObject(value)) return false;
  return Object.keys(value).some((key) => !CONTENTS.has(key) && hasAction(value[key], free || FREE_TEXTS.has(key)));
}

function isNamedLater(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.metadata)) return false;
  const { name, namespace } = value.metadata;
  return [name, namespace].some((each) => typeof each === 'string' && each.includes('${'));
}

export const TEMPLATE_REASON = 'it is a template: lint what it is rendered to, for instance by `helm template`';
