import { explain } from './explain';
import { lint } from './lint';
import { program } from './program';
import { rules } from './rules';

program(
  new Map([
    ['lint', lint],
    ['rules', rules],
    ['explain', explain],
  ]),
);
