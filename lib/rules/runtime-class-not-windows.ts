import { selectorPath } from '../manifests/build-choice';
import { isWindowsHandler, RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { OS_LABELS, WINDOWS_BUILD_LABEL } from '../windows/labels';
import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-not-windows',
  topic: 'runtime-class',
  summary: 'A RuntimeClass for Windows containers must select Windows nodes.',
  why: 'Its node selector is merged into every pod that names it, and clashes there with that of the Windows pod: admission refuses the pod. Without a selector of its own the pod lands on a node that does not have the handler.',
  fix: 'Write kubernetes.io/os: windows in scheduling.nodeSelector.',
  fixInCode: 'Drop the entry: kubernetes.io/os: windows is set for you.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#simplifying-with-runtimeclass',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: linux }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows }
  `,
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const { handler, scheduling } = object as RuntimeClass;
    const { nodeSelector = {} } = scheduling ?? {};
    if (!isWindowsHandler(handler) && nodeSelector[WINDOWS_BUILD_LABEL] === undefined) return [];
    return OS_LABELS.flatMap((label) => {
      const got = nodeSelector[label];
      const path = `scheduling.${selectorPath(label)}`;
      return got === undefined || got === 'windows' ? [] : [{ path, got, allowed: 'windows' }];
    });
  },
});
