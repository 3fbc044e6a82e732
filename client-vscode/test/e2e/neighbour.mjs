// An extension that has the name of Microsoft's Container Tools, and one check of Docker's.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const vsce = fileURLToPath(new URL('../../node_modules/@vscode/vsce/vsce', import.meta.url));

const program = `
const vscode = require('vscode');
exports.activate = (context) => {
  const collection = vscode.languages.createDiagnosticCollection('neighbour');
  const check = (document) => {
    if (document.languageId === 'dockerfile') {
      collection.set(document.uri, document.getText().split('\\n').flatMap((line, index) => {
        if (!line.startsWith('MAINTAINER')) {
          return [];
        }
        const diagnostic = new vscode.Diagnostic(new vscode.Range(index, 0, index, line.length), 'Said by the neighbour', vscode.DiagnosticSeverity.Warning);
        diagnostic.source = 'neighbour';
        diagnostic.code = 'MaintainerDeprecated';
        return [diagnostic];
      }));
    }
  };
  vscode.workspace.textDocuments.forEach(check);
  context.subscriptions.push(collection, vscode.workspace.onDidOpenTextDocument(check), vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)));
};
`;

/** Packages it in a folder of its own; gives the VSIX. */
export async function makeNeighbour(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({
    name: 'vscode-containers', publisher: 'ms-azuretools', version: '99.0.0', engines: { vscode: '^1.91.0' }, description: 'Stands in for an extension',
    main: './extension.js', activationEvents: ['onLanguage:dockerfile'],
  }));
  fs.writeFileSync(path.join(folder, 'README.md'), 'Stands in for an extension in a test.\n');
  fs.writeFileSync(path.join(folder, 'extension.js'), program);
  const file = path.join(folder, 'neighbour.vsix');
  await promisify(execFile)(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file], { cwd: folder });
  return file;
}
