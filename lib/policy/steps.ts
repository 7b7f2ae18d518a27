import { type AddressTest, grouped } from './address-set';
import { type Bits, noBits, setBit } from './bits';
import type { PolicyNetwork } from './policy-network';
import type { Groups } from './program';

/** What a rule asks of both ends, as the near end sees it. */
export interface Step {
  readonly near: readonly AddressTest[];
  readonly far: readonly AddressTest[];
  /** Whether more counts than the address: names of ports, the ports of a Service. */
  readonly hangsOnNear: boolean;
  readonly hangsOnFar: boolean;
}

/** Whom the steps tell apart. */
export function groupsOf(steps: readonly Step[], { classCount, addresses }: PolicyNetwork): Groups {
  const group = (end: 'near' | 'far', part: 'classes' | 'pieces', size: number, isEach: boolean) =>
    grouped(size, [...steps.flatMap((step) => step[end].map(({ set }) => set[part])), ...(isEach ? each(size) : [])]);
  const isEachNear = steps.some(({ hangsOnNear }) => hangsOnNear);
  const isEachFar = steps.some(({ hangsOnFar }) => hangsOnFar);
  return {
    nearClasses: group('near', 'classes', classCount, isEachNear),
    nearPieces: group('near', 'pieces', addresses.size, isEachNear),
    farClasses: group('far', 'classes', classCount, isEachFar),
    farPieces: group('far', 'pieces', addresses.size, isEachFar),
  };
}

function each(size: number): Bits[] {
  return Array.from({ length: size }, (_, index) => {
    const bits = noBits(size);
    setBit(bits, index);
    return bits;
  });
}
