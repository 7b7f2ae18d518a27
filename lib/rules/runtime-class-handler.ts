import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-handler',
  summary: 'containerd on Windows runs process-isolated containers with one handler.',
  why: 'Kubernetes does not support Hyper-V isolation, and a handler that containerd does not know leaves pods in ContainerCreating (no runtime for the handler is configured). What is no DNS label the API server refuses.',
  fix: "Use 'runhcs-wcow-process', the default.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#limitations',
});
