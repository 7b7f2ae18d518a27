import type { App } from 'cdk8s';

/** What stops the synthesis of an app; nothing when all is well. */
export function synthesisError(app: App): Error | undefined {
  try {
    app.synthYaml();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

/** What is said of promises and expectations when the app is synthesized; nothing when all is well. */
export function saidOf(app: App): string {
  return synthesisError(app)?.message ?? '';
}
