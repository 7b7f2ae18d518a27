/**
 * The part of SARIF 2.1.0 that a report makes use of, as the standard has it: nothing else may stand in one, since the
 * standard allows no other properties outside of `properties`.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
const object = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more });
const text = { type: 'string' };
const count = { type: 'integer', minimum: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const message = object(['text'], { text });
const documentation = object(['text'], { text, markdown: text });
/** A reference of RFC 3986: no blanks, no letters beyond ASCII, no percent sign of its own. */
const uri = { type: 'string', pattern: "^(?:[-A-Za-z0-9._~:/?#@!$&'()*+,;=\\[\\]]|%[0-9A-Fa-f]{2})+$" };

const artifactLocation = object(['uri'], { uri, uriBaseId: { const: '%SRCROOT%' } });
const region = object(['startLine'], { startLine: count, startColumn: count, endLine: count, endColumn: count });
const physicalLocation = object(['artifactLocation'], { artifactLocation, region });
const logicalLocation = object([], { name: text, kind: text, fullyQualifiedName: text });
const location = object(['physicalLocation'], { physicalLocation, logicalLocations: list(logicalLocation) });

const rule = object(['id'], {
  id: text,
  shortDescription: documentation,
  fullDescription: documentation,
  help: documentation,
  helpUri: { type: 'string', pattern: '^https://' },
  defaultConfiguration: object([], { level }),
  properties: { type: 'object', properties: { tags: list(text, { uniqueItems: true }) } },
});

const result = object(['message', 'ruleId', 'ruleIndex', 'locations', 'partialFingerprints'], {
  ruleId: text,
  ruleIndex: { type: 'integer', minimum: 0 },
  level,
  message,
  locations: list(location, { minItems: 1 }),
  suppressions: {
    type: 'array',
    uniqueItems: true,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['kind'],
      properties: { kind: { enum: ['inSource', 'external'] }, justification: { type: 'string' } },
    },
  },
  partialFingerprints: { type: 'object', additionalProperties: text },
});

const notification = object(['message'], { level, message, locations: list(location) });

export const SARIF_LOG = object(['version', 'runs'], {
  $schema: { type: 'string', pattern: '^https://' },
  version: { const: '2.1.0' },
  runs: list(
    object(['tool', 'results'], {
      tool: object(['driver'], {
        driver: object(['name'], {
          name: text,
          semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
          informationUri: { type: 'string', pattern: '^https://' },
          rules: list(rule, { uniqueItems: true }),
        }),
      }),
      invocations: list(
        object(['executionSuccessful'], {
          executionSuccessful: { type: 'boolean' },
          toolExecutionNotifications: list(notification),
        }),
      ),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: list(result),
    }),
    { minItems: 1 },
  ),
});
