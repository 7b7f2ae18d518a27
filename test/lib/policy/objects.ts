/** Objects of a cluster as its manifests have them, and nothing more than a test is about. */

type Fields = Readonly<Record<string, unknown>>;

function object(apiVersion: string, kind: string, name: string, fields: Fields): object {
  const [namespace, own] = name.includes('/') ? name.split('/') : [undefined, name];
  const { labels, ...rest } = fields;
  const metadata = { name: own, ...(namespace === undefined ? {} : { namespace }), ...(labels ? { labels } : {}) };
  return { apiVersion, kind, metadata, ...rest };
}

interface PodFields {
  readonly labels?: Fields;
  readonly ip?: string;
  readonly node?: string;
  readonly phase?: string;
  readonly spec?: Fields;
}

/** @param name `shop/web`. */
export function pod(name: string, { labels, ip, node, phase, spec }: PodFields = {}): object {
  return object('v1', 'Pod', name, {
    labels,
    spec: { containers: [], ...(node === undefined ? {} : { nodeName: node }), ...spec },
    ...(ip === undefined && phase === undefined ? {} : { status: { podIP: ip, phase } }),
  });
}

export function calico(kind: string, name: string, spec: Fields, labels?: Fields): object {
  return object('projectcalico.org/v3', kind, name, { labels, spec });
}

export function kubernetes(apiVersion: string, kind: string, name: string, fields: Fields = {}): object {
  return object(apiVersion, kind, name, fields);
}
