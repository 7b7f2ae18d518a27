import { defineRule } from './rule';

export default defineRule({
  id: 'calico-block-size',
  summary: 'A block of pod addresses has a prefix of 20 to 29 and lies in its pool.',
  why: 'The operator refuses less than 20, more than 32, and a block larger than the pool; a Windows node has one block and keeps four of its addresses, which leaves nothing from 30 on.',
  fix: 'Use 26 for 60 pods a Windows node, 25 for 124.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/ippool#block-sizes',
});
