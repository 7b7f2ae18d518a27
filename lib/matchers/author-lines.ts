import { WrongSetting } from '../lint/settings';
import { WrongFlow } from '../reach/asked-end';

/** What was given to `expect()` and is nothing that can be looked at. */
export class WrongReceived extends TypeError {}

/** What a matcher does, so that the stack of an error about what it was given begins with who has called it. */
export function forAuthor<T>(matcher: CallableFunction, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WrongSetting || error instanceof WrongFlow || error instanceof WrongReceived)
      Error.captureStackTrace(error, matcher);
    throw error;
  }
}
