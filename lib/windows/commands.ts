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
