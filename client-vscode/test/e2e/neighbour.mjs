// Extensions that stand in for others: one with the name of Microsoft's Container Tools, and what that and Docker's bring for
// Dockerfiles; one with a file system of its own, as for repositories that are browsed without a checkout.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const vsce = fileURLToPath(new URL('../../node_modules/@vscode/vsce/vsce', import.meta.url));

// The language server that both bring names itself dockerfile-utils and numbers its problems; Docker's other one goes by the
// names of BuildKit's checks, and its extension puts "Docker DX" to what it shows.
const neighbour = `
const vscode = require('vscode');
exports.activate = (context) => {
  const collection = vscode.languages.createDiagnosticCollection('neighbour');
  const problem = (index, line, message, source, code) => {
    const diagnostic = new vscode.Diagnostic(new vscode.Range(index, 0, index, line.length), message, vscode.DiagnosticSeverity.Warning);
    return Object.assign(diagnostic, { source, code });
  };
  const check = (document) => {
    if (document.languageId === 'dockerfile') {
      const lines = document.getText().split('\\n');
      const commands = lines.flatMap((line, index) => line.startsWith('CMD') ? [index] : []);
      collection.set(document.uri, [
        ...lines.flatMap((line, index) => line.startsWith('MAINTAINER')
          ? [problem(index, line, 'Said by Docker DX', 'Docker DX (docker-language-server)', 'MaintainerDeprecated')] : []),
        ...commands.slice(0, -1).map((index) => problem(index, lines[index], 'Said by the language server', 'dockerfile-utils', 37)),
      ]);
    }
  };
  vscode.workspace.textDocuments.forEach(check);
  context.subscriptions.push(collection, vscode.workspace.onDidOpenTextDocument(check), vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)),
    vscode.languages.registerDocumentSymbolProvider('dockerfile', {
      provideDocumentSymbols: () => [new vscode.DocumentSymbol('from the neighbour', '', vscode.SymbolKind.Namespace, new vscode.Range(0, 0, 0, 1), new vscode.Range(0, 0, 0, 1))],
    }));
};
`;

/** Packages it in a folder of its own; gives the VSIX. */
export const makeNeighbour = (folder) => packageExtension(folder, {
  name: 'vscode-containers', publisher: 'ms-azuretools', version: '99.0.0', activationEvents: ['onLanguage:dockerfile'],
}, neighbour);

/** An extension whose command opens a Dockerfile of a file system that is not on this machine. `files`: their texts by their paths. */
export const makeVirtualFiles = (folder, files) => packageExtension(folder, {
  name: 'virtual-files', publisher: 'test', version: '1.0.0', activationEvents: ['onFileSystem:vscode-vfs'],
  contributes: { commands: [{ command: 'virtualFiles.open', title: 'Open a Virtual Dockerfile' }] },
}, `
const vscode = require('vscode');
const files = new Map(${JSON.stringify(Object.entries(files))}.map(([name, text]) => [name, Buffer.from(text)]));
const find = (uri) => {
  const file = files.get(uri.path);
  if (file === undefined) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  return file;
};
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('vscode-vfs', {
      onDidChangeFile: new vscode.EventEmitter().event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: find(uri).length }),
      readFile: find,
      readDirectory: () => [],
      createDirectory: () => undefined,
      writeFile: (uri, content) => { files.set(uri.path, Buffer.from(content)); },
      delete: () => undefined,
      rename: () => undefined,
    }, { isCaseSensitive: true }),
    vscode.commands.registerCommand('virtualFiles.open', () => vscode.window.showTextDocument(vscode.Uri.parse('vscode-vfs://github${Object.keys(files)[0]}'))),
  );
};
`);

/** An extension that registers code actions all the time, as many do for a moment while a window opens. VS Code then gives up what it was asked. */
export const makeRestless = (folder) => packageExtension(folder, {
  name: 'restless', publisher: 'test', version: '1.0.0', activationEvents: ['onLanguage:dockerfile'],
}, `
const vscode = require('vscode');
exports.activate = (context) => {
  const timer = setInterval(() => vscode.languages.registerCodeActionsProvider('plaintext', { provideCodeActions: () => [] }).dispose(), 20);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
};
`);

async function packageExtension(folder, manifest, program) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, engines: { vscode: '^1.91.0' }, description: 'Stands in for an extension', main: './extension.js' }));
  fs.writeFileSync(path.join(folder, 'README.md'), 'Stands in for an extension in a test.\n');
  fs.writeFileSync(path.join(folder, 'extension.js'), program);
  const file = path.join(folder, `${manifest.name}.vsix`);
  await promisify(execFile)(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file], { cwd: folder });
  return file;
}
