import type { Table } from './table';

/** What stands below a table, line by line. */
export function isolationSummary(table: Table): string[] {
  const { survey } = table;
  const workloads = survey.workloads.filter((workload) => !survey.isStandIn(workload));
  const isolated = workloads.filter((workload) => {
    const { ingress, egress } = survey.isolationOf(workload);
    return ingress || egress;
  });
  const windows = workloads.filter(({ system }) => system === 'windows');
  const other = new Set(
    table.parties.flatMap((party) =>
      party.system === 'windows' && table.differsOnWindows(party) ? [party.workload] : [],
    ),
  );
  const onHost = workloads.filter(({ isOnHostNetwork }) => isOnHostNetwork).length;
  const unknown = workloads.filter(({ system }) => system === undefined).length;
  return [
    `${counted(workloads.length, 'workload')}, ${isolated.length} isolated by a policy; ${counted(windows.length, 'Windows workload')}, ${other.size} where Windows enforces something else than Linux.`,
    ...(onHost === 0
      ? []
      : [`${onHost} of them ${onHost === 1 ? 'is' : 'are'} on the network of the node, where no policy governs.`]),
    ...(unknown === 0 || windows.length === 0
      ? []
      : [
          `${unknown} of them ${unknown === 1 ? 'names' : 'name'} no operating system, and ${unknown === 1 ? 'is' : 'are'} taken for Linux.`,
        ]),
  ];
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
