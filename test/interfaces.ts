import { join } from 'node:path';
import * as ts from 'typescript';

/** The props of every exported interface, inherited ones included, as the compiler sees them. */
export function propsOfInterfaces(): ReadonlyMap<string, string[]> {
  const root = join(__dirname, '..');
  const entry = join(root, 'index.ts');
  const program = ts.createProgram([entry], { skipLibCheck: true, moduleResolution: ts.ModuleResolutionKind.Node10 });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry) as ts.SourceFile;
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
  const declared = symbols.filter((symbol) => symbol.flags & ts.SymbolFlags.Interface);
  return new Map(
    declared.map((symbol) => {
      const props = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
      return [symbol.name, props.map(({ name }) => name).sort()];
    }),
  );
}
