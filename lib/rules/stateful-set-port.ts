import { defineRule } from './rule';

export default defineRule({
  id: 'stateful-set-port',
  topic: 'network',
  summary: 'A StatefulSet must have a container with a port, or a service of its own.',
  why: 'Its pods are named by a headless service, which is made for the ports of the containers in the props: those that are added later come too late. Without any container the API server refuses it, from 1.34 on.',
  fix: 'Give a container portNumber or ports, or give service.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
});
