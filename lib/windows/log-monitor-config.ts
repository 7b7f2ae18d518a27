import {
  LOG_MONITOR_CONFIG_FILE,
  LOG_MONITOR_SOURCES,
  type LogMonitorConfig,
  type LogMonitorSourceConfig,
  type LogMonitorSourceType,
} from './log-monitor';

/** A configuration as LogMonitor reads it, or why it reads none. */
export type LogMonitorReading = { readonly config: LogMonitorConfig } | { readonly problem: string };

type JsonObject = { readonly [key: string]: unknown };

/**
 * The configurations among the files of a ConfigMap, by the name of the file: the one of LogMonitor's own name, and others
 * with its form.
 */
export function logMonitorConfigs(
  files: Readonly<Record<string, string>> = {},
): { readonly file: string; readonly text: string; readonly reading: LogMonitorReading }[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const isNamed = file.toLowerCase() === LOG_MONITOR_CONFIG_FILE.toLowerCase();
    if (!isNamed && !/"LogConfig"/i.test(text)) return [];
    const reading = readLogMonitorConfig(text);
    // a file of another name and form is none of LogMonitor's
    return isNamed || 'config' in reading ? [{ file, text, reading }] : [];
  });
}

/** Names of fields are read in any case, and what is of another type than its field is as good as not there. */
function readLogMonitorConfig(text: string): LogMonitorReading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { problem: `it is no JSON: ${error instanceof Error ? error.message : error}` };
  }
  const logConfig = lowerCased(lowerCased(json).logconfig);
  if (!Array.isArray(logConfig.sources)) return { problem: 'it has no LogConfig with a list of sources' };
  return {
    config: {
      logFormat: textOf(logConfig.logformat),
      sources: logConfig.sources.map(lowerCased).map(sourceOf),
    },
  };
}

function sourceOf(source: JsonObject): LogMonitorSourceConfig {
  const type = textOf(source.type) ?? '';
  return {
    // another one is wrong, and stays what it is to be found
    type:
      LOG_MONITOR_SOURCES.find((known) => known.toLowerCase() === type.toLowerCase()) ?? (type as LogMonitorSourceType),
    channels: listOf(source.channels)?.map(({ name, level }) => ({ name: textOf(name) ?? '', level: textOf(level) })),
    providers: listOf(source.providers)?.map(({ providerguid, providername, level, keywords }) => ({
      providerGuid: textOf(providerguid),
      providerName: textOf(providername),
      level: textOf(level),
      keywords: textOf(keywords),
    })),
    directory: textOf(source.directory),
    includeSubdirectories: source.includesubdirectories === true,
    customLogFormat: textOf(source.customlogformat),
  };
}

function listOf(value: unknown): JsonObject[] | undefined {
  return Array.isArray(value) ? value.map(lowerCased) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function lowerCased(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]));
}
