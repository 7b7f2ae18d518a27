import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import type { Toleration } from '../platforms/tolerations';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'runtime-class-toleration-twice',
  topic: 'runtime-class',
  summary: 'A RuntimeClass must have each toleration once only.',
  why: 'The API server refuses a RuntimeClass in which two tolerations have the same key, operator, value and effect.',
  fix: 'Drop the second one.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/runtime-class-v1/',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows }
      tolerations:
        - { key: os, operator: Exists, effect: NoSchedule }
        - { key: os, operator: Exists, effect: NoSchedule }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows }
      tolerations:
        - { key: os, operator: Exists, effect: NoSchedule }
        - { key: node.kubernetes.io/os, operator: Exists, effect: NoSchedule }
  `,
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const { tolerations = [] } = (object as RuntimeClass).scheduling ?? {};
    const keys = tolerations.map(({ key = '', operator = '', value = '', effect = '' }: Toleration) =>
      JSON.stringify([key, operator, value, effect]),
    );
    return keys.flatMap((key, index): Found[] =>
      keys.indexOf(key) === index
        ? []
        : [{ path: `scheduling.tolerations[${index}]`, got: tolerations[index], mend: { remove: true } }],
    );
  },
});
