import { isolation } from './isolation';
import { program } from './program';

program(new Map([['isolation', isolation]]));
