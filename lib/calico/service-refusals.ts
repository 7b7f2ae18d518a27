import { isName } from './names';
import type { EntityRule, PlacedEntity } from './policy';
import type { CalicoRefusal } from './refusal';

const BESIDE_A_SERVICE = [
  'namespaceSelector',
  'selector',
  'notSelector',
  'serviceAccounts',
  'nets',
  'notNets',
] as const satisfies (keyof EntityRule)[];

/** A Service says by itself which addresses it means, and as a destination also which ports. */
export function serviceRefusals(placed: PlacedEntity, isGlobalPolicy: boolean): CalicoRefusal[] {
  const { entity, side, direction, entityPath } = placed;
  const { services } = entity;
  if (services === undefined) return [];
  const path = `${entityPath}.services`;
  const combination = (problem: string, at = path, got: unknown = services): CalicoRefusal => ({
    about: 'combination',
    path: at,
    got,
    problem,
  });
  const names = (['name', 'namespace'] as const).flatMap((field): CalicoRefusal[] => {
    const got = services[field] || undefined;
    return got === undefined || isName(got) ? [] : [{ about: 'name', path: `${path}.${field}`, got }];
  });
  const isFarEnd = (direction === 'egress') === (side === 'destination');
  if (!isFarEnd) {
    const right = direction === 'egress' ? 'destination' : 'source';
    return [...names, combination(`on ${direction} a Service can be the ${right} only`)];
  }
  const beside = BESIDE_A_SERVICE.filter((field) => isSet(entity[field]));
  const ports = (['ports', 'notPorts'] as const).filter((field) => side === 'destination' && isSet(entity[field]));
  return [
    ...names,
    ...(services.name ? [] : [combination('the name of the Service is missing', `${path}.name`, services.name)]),
    ...(isGlobalPolicy && !services.namespace
      ? [
          combination(
            'a policy without a namespace must name that of the Service',
            `${path}.namespace`,
            services.namespace,
          ),
        ]
      : []),
    ...(beside.length > 0 ? [combination(`it does not go together with ${beside.join(', ')}`)] : []),
    ...ports
      .slice(0, 1)
      .map((field) => combination('the ports come from the Service', `${entityPath}.${field}`, entity[field])),
  ];
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}
