import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import {
  KUBERNETES_MINORS,
  KUBERNETES_VERSIONS,
  type KubernetesMinor,
  NEWEST_MINOR,
  numberOf,
} from './kubernetes-versions';

/** Where built programs are kept between runs: outside the source tree. */
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-windows');
const GO_MODULE = join(__dirname, '../go');
const CALICO_MODULE = join(__dirname, '../calico');
const CYCLONUS_MODULE = join(__dirname, '../cyclonus');
const UNUSED_MS = 30 * 24 * 3600 * 1000;
const PROGRESS_EVERY_MS = 30_000;

/** The toolchain that is there, and nothing that it would download. */
const ENVIRONMENT = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };

/** A Go program that is built here. */
interface Program {
  /** As it is announced and as its file is called. */
  readonly name: string;
  readonly module: string;
  readonly main: string;
  /** The packages of the module that it shares with other programs. */
  readonly shared: readonly string[];
  readonly flags: readonly string[];
  /** The files, beside the sources of the program itself, that decide what is built. */
  readonly pins: readonly string[];
}

/** The path of the program that reads a file as kubectl does. Older ones take what begins with a brace for JSON only. */
export function readingJudge(): Promise<string> {
  return kubernetesProgram('reading-judge', NEWEST_MINOR);
}

/** The path of a program of one Kubernetes minor: the control plane, or a judge of single pods or of texts. */
export function kubernetesProgram(
  program: 'control-plane' | 'pod-judge' | 'reading-judge',
  minor: KubernetesMinor,
): Promise<string> {
  const version = KUBERNETES_VERSIONS[minor];
  const pin = `kubernetes-${minor}`;
  const stamp = Object.entries({ gitVersion: `v${version}`, gitMajor: 1, gitMinor: numberOf(minor) }).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return built({
    name: `${program}-${version}`,
    module: GO_MODULE,
    main: program,
    shared: [],
    flags: ['-tags', 'providerless', `-modfile=${pin}.mod`, '-ldflags', ['-s', '-w', ...stamp].join(' ')],
    pins: [`${pin}.mod`, `${pin}.sum`],
  });
}

/** The path of the judge that is Calico's own validator. */
export function calicoJudge(): Promise<string> {
  return built({ ...CALICO_PROGRAM, name: 'calico-judge', main: 'judge' });
}

/** Windows has the tiers of policies since 3.29. */
export const CALICO_RELEASES = ['3.28', '3.31'] as const;

export type CalicoRelease = (typeof CALICO_RELEASES)[number];

/** The path of the program that is all of one release of Calico that decides about flows. */
export function calicoFlows(release: CalicoRelease): Promise<string> {
  const program = { ...CALICO_PROGRAM, name: `calico-flows-${release}`, main: 'flows' };
  if (release === '3.31') return built(program);
  return built({
    ...program,
    flags: [...program.flags, '-tags', 'calico_3_28', '-modfile=calico-3.28.mod'],
    pins: ['calico-3.28.mod', 'calico-3.28.sum'],
  });
}

const CALICO_PROGRAM = {
  module: CALICO_MODULE,
  shared: ['lines', 'objects'],
  flags: ['-ldflags', '-s -w'],
  pins: ['go.mod', 'go.sum'],
};

/** The path of the judge that knows policies of Kubernetes, and nothing of Calico. */
export function cyclonusJudge(): Promise<string> {
  return built({ ...CALICO_PROGRAM, name: 'cyclonus-judge', module: CYCLONUS_MODULE, main: 'judge', shared: [] });
}

/** The path of cyclonus itself: how it is called and how fast it is. */
export function cyclonusCommand(): Promise<string> {
  return built({ ...CALICO_PROGRAM, name: 'cyclonus', module: CYCLONUS_MODULE, main: 'command', shared: [] });
}

/** Builds all of them, one after the other: each keeps every processor busy. */
export async function buildPrograms(): Promise<void> {
  for (const minor of KUBERNETES_MINORS) {
    await kubernetesProgram('control-plane', minor);
    await kubernetesProgram('pod-judge', minor);
  }
  await readingJudge();
  await calicoJudge();
  for (const release of CALICO_RELEASES) await calicoFlows(release);
  await cyclonusJudge();
}

/** `v3.31.0`, the version of Calico whose sources `calico/go.mod` pins. */
export function calicoVersion(): string {
  const module = 'github.com/projectcalico/calico';
  const options = { cwd: CALICO_MODULE, env: ENVIRONMENT, encoding: 'utf8' } as const;
  const { Dir: folder } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', module], options));
  return parse(readFileSync(join(folder, 'charts/calico/values.yaml'), 'utf8')).version;
}

/** `v0.5.6`, the version of cyclonus that `cyclonus/go.mod` pins. */
export function cyclonusVersion(): string {
  const [, version] = /\/cyclonus (v\S+)/.exec(readFileSync(join(CYCLONUS_MODULE, 'go.mod'), 'utf8')) ?? [];
  return version;
}

/** Builds a program unless the very same one was built before. */
async function built(program: Program): Promise<string> {
  const path = join(CACHE, `${program.name}-${fingerprint(program)}`);
  mkdirSync(CACHE, { recursive: true });
  if (existsSync(path)) {
    utimesSync(path, new Date(), new Date());
    return path;
  }
  forgetUnused();
  // under another name until it is whole, so that a build that is cut short leaves nothing that looks built
  const unfinished = `${path}.${process.pid}`;
  try {
    await build(program, unfinished);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return path;
}

/** Other checkouts may still use what this one has outgrown. */
function forgetUnused(): void {
  for (const file of readdirSync(CACHE).map((name) => join(CACHE, name))) {
    if (Date.now() - statSync(file).mtimeMs > UNUSED_MS) rmSync(file, { force: true });
  }
}

function fingerprint({ module, main, shared, flags, pins }: Program): string {
  const hash = createHash('sha256').update(goVersion()).update(flags.join('\0'));
  const sources = [main, ...shared].flatMap((folder) =>
    readdirSync(join(module, folder))
      .filter((file) => file.endsWith('.go'))
      .map((file) => join(folder, file)),
  );
  for (const file of [...sources.sort(), ...pins]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(module, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function goVersion(): string {
  try {
    return execFileSync('go', ['version'], { env: ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      `The cluster suite builds Kubernetes and needs Go 1.26 or later (https://go.dev/dl/): ${(error as Error).message}`,
    );
  }
}

async function build({ name, module, main, flags }: Program, output: string): Promise<void> {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  say(`Building ${name}: minutes when Go's build cache is cold, seconds when it is warm.`);
  const progress = setInterval(() => say(`Building ${name}: ${seconds()} s …`), PROGRESS_EVERY_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      const go = spawn('go', ['build', '-trimpath', ...flags, '-o', output, `./${main}`], {
        cwd: module,
        env: ENVIRONMENT,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let errors = '';
      go.stderr.on('data', (text) => {
        errors += text;
      });
      go.on('error', reject);
      go.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${basename(output)}: ${errors.trim()}`))));
    });
  } finally {
    clearInterval(progress);
  }
  say(`Built ${name} in ${seconds()} s.`);
}
