import type { PodSpec } from '../manifests/pod-spec';
import { type FieldError, invalid, required } from './field-error';

const NAME = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const MAX_LENGTH = 253;

/** Kernel parameters that belong to the IPC namespace by name (kubernetes/component-helpers `node/util/sysctl`). */
const IPC_NAMES = [
  'kernel.sem',
  'kernel.shm',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.msg',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
];

export function sysctlErrors(pod: PodSpec): FieldError[] {
  const seen = new Set<string>();
  return (pod.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index) => {
    const path = `securityContext.sysctls[${index}].name`;
    const errors = [...nameErrors(name, path, seen), ...sharedErrors(name, path, pod)];
    seen.add(name);
    return errors;
  });
}

function nameErrors(name: string, path: string, seen: ReadonlySet<string>): FieldError[] {
  if (name === '') return [required(path, 'a sysctl has a name')];
  if (name.length > MAX_LENGTH || !NAME.test(name)) return [invalid(path, name, 'it is no name of a sysctl')];
  return seen.has(name) ? [{ path, type: 'Duplicate', got: name, problem: 'it is set twice' }] : [];
}

/** What is set in a namespace that the pod shares with its node would be set on the node. */
function sharedErrors(name: string, path: string, pod: PodSpec): FieldError[] {
  const dotted = withDots(name).split('*')[0];
  const ofNetwork = dotted.startsWith('net.');
  const ofIpc = IPC_NAMES.includes(dotted) || dotted.startsWith('fs.mqueue.');
  return [
    ...(ofNetwork && pod.hostNetwork ? [invalid(path, name, 'with hostNetwork it would be set on the node')] : []),
    ...(ofIpc && pod.hostIPC ? [invalid(path, name, 'with hostIPC it would be set on the node')] : []),
  ];
}

/** A name whose first separator is a slash has slashes for dots and dots for slashes. */
function withDots(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}
