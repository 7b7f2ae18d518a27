import * as kplus from 'cdk8s-plus-28';
import { isPort } from '../../lib/api-server/formats';
import commandOneString from '../../lib/rules/command-one-string';
import containerPort from '../../lib/rules/container-port';
import propType from '../../lib/rules/prop-type';
import type { WindowsContainerProps } from '../windows-container';
import { refuse } from './refusal';

/**
 * Props whose values are told by one of their members, and what to give. Members and not classes are looked at, since two
 * copies of a package have two classes.
 */
const TOLD_BY = {
  runAsUserName: ['userName', "Give a constant such as RunAsUser.CONTAINER_USER, or RunAsUser.of('name')."],
  windowsVersion: ['windowsBuild', 'Give a constant such as WindowsVersion.SERVER_2022.'],
  runtimeClass: ['runtimeClassName', 'Give the WindowsRuntimeClass, or its name as runtimeClassName.'],
  gmsa: ['credentialSpecName', 'Give the GmsaIdentity, or GmsaIdentity.fromCredentialSpecName(…).'],
} as const;

const PROPS = Object.keys(TOLD_BY) as (keyof typeof TOLD_BY)[];

/** Refuses what would be left out in silence, the user of a container before all. */
export function refuseWrongTypes(props: object, subject: string, prefix = ''): void {
  for (const prop of PROPS) {
    const got = (props as Record<string, unknown>)[prop];
    if (got !== undefined) refuseWrongType(prop, got, subject, `${prefix}${prop}`);
  }
}

export function refuseWrongType(prop: keyof typeof TOLD_BY, got: unknown, subject: string, field: string): void {
  const [member, fix] = TOLD_BY[prop];
  if (got === undefined || got === null || typeof (got as Record<string, unknown>)[member] === 'string') return;
  refuse(propType, { subject, field, got, fix });
}

/** Refuses what cdk8s-plus would drop or take apart. */
export function refuseWrongContainer(props: WindowsContainerProps, subject: string, field: string): void {
  if (props instanceof kplus.Container) {
    const fix = 'Give its props, or attach it to the workload by attachContainer.';
    refuse(propType, { subject, field, got: props.name, problem: 'it is a Container already', fix });
  }
  refuseWrongTypes(props, subject, `${field}.`);
  for (const prop of ['command', 'args'] as const) {
    const got: unknown = props[prop];
    const fix = prop === 'args' ? 'Write a list with one text for each argument.' : undefined;
    if (typeof got === 'string') refuse(commandOneString, { subject, field: `${field}.${prop}`, got, fix });
  }
  for (const [name, got] of Object.entries(props.envVariables ?? {})) {
    if (typeof got === 'object' && got !== null) continue;
    const fix = 'Give EnvValue.fromValue(…), or another way in of EnvValue.';
    refuse(propType, { subject, field: `${field}.envVariables['${name}']`, got, fix });
  }
  for (const prop of ['port', 'portNumber'] as const) {
    // cdk8s-plus takes 0 and NaN for "no port" and drops them.
    const got = props[prop];
    if (got !== undefined && got !== null && !isPort(got)) {
      refuse(containerPort, { subject, field: `${field}.${prop}`, got });
    }
  }
}
