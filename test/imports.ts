import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import of one file: its specifier as written. */
export interface Import {
  /** The importing file, from the project's root, with forward slashes. */
  readonly from: string;
  readonly specifier: string;
}

/** All TypeScript files below the given folders, from `root`, with forward slashes. */
export function sourcesIn(root: string, folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/u.test(file) && !file.split(path.sep).includes('node_modules'))
      .map((file) => `${folder}/${file.split(path.sep).join('/')}`),
  );
}

/** What a file imports: statements, re-exports, types and dynamic imports with a literal specifier. */
export function importsOf(file: string, text: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => ({ from: file, specifier: fileName }));
}

/** The file that a relative specifier names (it may be a `.tsx` as well), or undefined for a package. */
export function targetOf({ from, specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(from), specifier).replace(/\.js$/u, '.ts');
}

/** The package that a specifier names, `node:` for what comes with Node, or undefined for a file. */
export function packageOf({ specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return undefined;
  if (specifier.startsWith('node:')) return 'node:';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** How a file exports: whether something goes out as `default`, and what it re-exports without naming it. */
export function exportsOf(
  file: string,
  text: string,
): { readonly default: boolean; readonly stars: readonly string[] } {
  const source = parse(file, text);
  const stars: string[] = [];
  let byDefault = false;
  for (const statement of source.statements) {
    if (ts.isExportAssignment(statement)) byDefault = true;
    if (ts.canHaveModifiers(statement)) {
      byDefault ||= ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
    }
    if (!ts.isExportDeclaration(statement)) continue;
    const clause = statement.exportClause;
    if (clause === undefined) stars.push(statement.moduleSpecifier?.getText(source) ?? '');
    else if (ts.isNamedExports(clause)) byDefault ||= clause.elements.some(({ name }) => name.text === 'default');
  }
  return { default: byDefault, stars };
}

/** The members of the given globals that a file touches, `process.env` for example. */
export function globalsIn(file: string, text: string, names: readonly string[]): readonly string[] {
  const source = parse(file, text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      names.includes(node.expression.text)
    ) {
      found.push(node.getText(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a file, named from `root`. */
export function textOf(root: string, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function parse(file: string, text: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false, kind);
}
