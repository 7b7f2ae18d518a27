import { selectorPath } from '../manifests/build-choice';
import { type PlacedExpression, requiredExpressionsOf } from '../manifests/node-choice';
import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { buildMeantBy, isWindowsBuild } from '../windows/versions';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'windows-build-format',
  topic: 'scheduling',
  summary: 'A Windows build must have the form major.minor.build.',
  why: 'The node label holds exactly that, without a revision: no node has another form, so the pods would stay Pending.',
  fix: "Write the build as the label node.kubernetes.io/windows-build has it, for example '10.0.20348'.",
  fixInCode: "Use a constant such as WindowsVersion.SERVER_2022, or write the build as '10.0.20348'.",
  severity: 'error',
  verdict: 'node',
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348.2582 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => [
    ...inSelector(pod.nodeSelector, ''),
    ...requiredExpressionsOf(pod)
      .filter(({ key }) => key === WINDOWS_BUILD_LABEL)
      .flatMap(inExpression),
  ],
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => inSelector((object as RuntimeClass).scheduling?.nodeSelector, 'scheduling.'),
});

function inSelector(selector: Readonly<Record<string, string>> | undefined, before: string): Found[] {
  const got = selector?.[WINDOWS_BUILD_LABEL];
  if (got === undefined || isWindowsBuild(got)) return [];
  return [foundAt(`${before}${selectorPath(WINDOWS_BUILD_LABEL)}`, got)];
}

function inExpression({ path, operator, values }: PlacedExpression): Found[] {
  if (operator === 'Gt' || operator === 'Lt') {
    const problem = 'it compares whole numbers, and a build is none';
    return [
      {
        path: `${path}.operator`,
        got: operator,
        problem,
        fix: 'List the builds: operator In, values 10.0.20348 and so on.',
      },
    ];
  }
  const wrong = values.flatMap((value, index) =>
    isWindowsBuild(value) ? [] : [foundAt(`${path}.values[${index}]`, value)],
  );
  // among others that fit, or in an exception, it only has no effect
  const isHarmless = operator !== 'In' || wrong.length < values.length;
  return isHarmless ? wrong.map((found) => ({ ...found, severity: 'warning' })) : wrong;
}

function foundAt(path: string, got: string): Found {
  const meant = buildMeantBy(got);
  return meant === undefined ? { path, got } : { path, got, allowed: meant, mend: { set: meant } };
}
