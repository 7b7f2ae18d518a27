/** What a program loads late, by `require`, tests load at once: vitest itself reads no TypeScript there. */
export const lateModules = {
  name: 'late-modules',
  transform(code: string) {
    const imports: string[] = [];
    const text = code.replace(/\brequire\((["'])(\.[^"']+)\1\)/g, (_, _quote, file) => {
      imports.push(`import * as late${imports.length} from '${file}'; `);
      return `late${imports.length - 1}`;
    });
    return imports.length === 0 ? undefined : { code: imports.join('') + text, map: null };
  },
};
