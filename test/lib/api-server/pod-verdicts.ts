import { OS_VERDICTS } from './verdicts-by-os';
import { CONTAINER_VERDICTS } from './verdicts-on-containers';
import { SECURITY_VERDICTS } from './verdicts-on-security';
import { WORKLOAD_VERDICTS } from './verdicts-on-workloads';

export const POD_VERDICTS = [...OS_VERDICTS, ...CONTAINER_VERDICTS, ...SECURITY_VERDICTS, ...WORKLOAD_VERDICTS];
