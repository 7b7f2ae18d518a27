/** What cmd.exe does itself: there is no program of that name on any Windows (`help` of cmd.exe). */
const BUILT_INS = new Set(
  'assoc call cd chdir cls copy date del dir echo endlocal erase exit for ftype goto if md mkdir mklink move path popd prompt pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol'.split(
    ' ',
  ),
);

export function isBuiltIn(program: string): boolean {
  return BUILT_INS.has(program.toLowerCase());
}

/**
 * Whether the text is a program with arguments behind it rather than a program alone. Blanks are normal inside a path
 * with folders and before an extension (`C:\Program Files\App\app.exe`, `My App.exe`), not behind an extension or before
 * an option.
 */
export function hasArguments(program: string): boolean {
  if (/\.(exe|com|bat|cmd)"?\s+\S/i.test(program) || /^[\w.-]+\s+[-/]/.test(program)) return true;
  return /^[\w.-]+\s+\S/.test(program) && !/\.(exe|com|bat|cmd)$/i.test(program);
}

const SHELLS = 'sh ash bash csh dash ksh zsh'.split(' ');

/**
 * Programs that come with Linux, while none of that name comes with Windows. Short names that a program of one's own may well
 * have, such as `test` or `top`, are not among them.
 */
const LINUX_TOOLS = new Set([
  ...SHELLS,
  ...'[ awk basename cat chmod chown chroot cp cut dirname egrep env fgrep grep head kill killall ln ls mkfifo mv nohup nsenter pgrep pidof pkill ps pwd rm sed sleep stat sysctl tail tee touch tr true false uname uniq wc wget which xargs'.split(
    ' ',
  ),
]);

/** Where Linux keeps its programs. */
const LINUX_FOLDER = /^\/(usr\/(local\/)?)?s?bin\//;

/** Whether a program is the shell of Linux: other names than `sh` count only with their folder, or Windows might have them. */
export function isLinuxShell(program: string): boolean {
  const name = program.replace(LINUX_FOLDER, '');
  return program === 'sh' || (name !== program && (SHELLS.includes(name) || name === 'env'));
}

/** Whether a program is another one that comes with Linux and not with Windows. */
export function isLinuxTool(program: string): boolean {
  return LINUX_TOOLS.has(program.replace(LINUX_FOLDER, '')) && !isLinuxShell(program);
}

/** Windows images that bring the programs of Linux: those of Kubernetes' own tests, and what is built on Git or MSYS. */
export function bringsLinuxPrograms(image: string): boolean {
  return /(^|[/_-])(busybox|agnhost|git|msys2?|cygwin)([/:@_-]|$)/i.test(image);
}

/** Whether only Windows starts a program of that name: `pwsh` and scripts for it run on Linux as well. */
export function isWindowsProgram(program: string): boolean {
  return /(^|[\\/])(cmd|powershell)$|\.(exe|bat|cmd)$|^[a-z]:[\\/]/i.test(program);
}
