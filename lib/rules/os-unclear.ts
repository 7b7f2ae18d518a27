import { defineRule } from './rule';

export default defineRule({
  id: 'os-unclear',
  topic: 'operating-system',
  summary: 'A pod must be written for one operating system, and say for which.',
  why: 'Some of it only works on Windows, some of it only on Linux: on either kind of node a part of the pod fails, and the rules cannot tell which part was meant.',
  fix: 'Add os.name and the node selector kubernetes.io/os of the system that is meant, and drop what belongs to the other.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations',
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          tolerations: [{ key: os, operator: Equal, value: windows, effect: NoSchedule }]
          containers:
            - name: web
              image: registry.example.com/web:1.0
              command: [/bin/sh, -c, /app/start]
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: linux }
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: web
              image: registry.example.com/web:1.0
              command: [/bin/sh, -c, /app/start]
  `,
  pods: ['unknown'],
  check: (pod, { system: { signs } }) => {
    if (signs === undefined) return [];
    const { windows, linux } = signs;
    const problem = `${windows.path} ${windows.says}, while ${linux.path} ${linux.says}`;
    return [{ path: 'os.name', got: pod.os?.name, problem }];
  },
});
